// For whom a price holds, as the node takes it: `company`, `region:3` and `branch:1` of a list
// become `"company"`, `{"region":3}` and `{"branch":1}`.

export function scopeBody(scope: string): 'company' | Record<string, number> {
  const [kind = '', id] = scope.split(':');
  return kind === 'company' ? 'company' : { [kind]: Number(id) };
}
