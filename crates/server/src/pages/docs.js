// The page that explains the API: reads this node's own description and shows
// it, route by route. Builds elements, never HTML out of text; loads nothing else.
'use strict';

const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

const words = { anyone: 'everybody', signed_in: 'whoever signed in', device: 'a branch, by signature', demo: 'in a demo alone' };

const access = (word) => (word.startsWith('may:') ? `right ${word.slice(4)}` : words[word] ?? word);

// The type of a schema in a word or two; names of other schemas become links.
const typeOf = (schema) => {
  if (!schema) return ['nothing'];
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return [el('a', { href: `#schema-${name}` }, name)];
  }
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return options.flatMap((option, n) => (n ? [' or ', ...typeOf(option)] : typeOf(option)));
  if (schema.enum) return [schema.enum.map((word) => JSON.stringify(word)).join(' or ')];
  if (schema.type === 'array') return ['list of ', ...typeOf(schema.items)];
  if (schema.properties) return [`{ ${Object.keys(schema.properties).join(', ')} }`];
  const type = Array.isArray(schema.type) ? schema.type.filter((word) => word !== 'null').join(' or ') : schema.type;
  return [schema.format ? `${type} (${schema.format})` : type ?? 'anything'];
};

const fields = (schema) => {
  const required = new Set(schema.required ?? []);
  const parts = (schema.allOf ?? [schema]).flatMap((part) => Object.entries(part.properties ?? {}));
  const rows = parts.map(([name, field]) =>
    el('tr', {}, el('td', {}, el('code', {}, name), required.has(name) ? '' : ' ?'), el('td', {}, ...typeOf(field)), el('td', {}, field.description ?? '')),
  );
  return rows.length ? el('table', {}, ...rows) : el('p', {}, ...typeOf(schema));
};

const body = (label, content) => {
  const [media, { schema }] = Object.entries(content)[0];
  return el('p', {}, `${label} `, ...(media === 'application/json' ? typeOf(schema) : [el('code', {}, media)]));
};

const route = (path, method, operation) => {
  const [status, good] = Object.entries(operation.responses).find(([name]) => name !== 'default');
  const detail = el('details', { id: operation.operationId, 'data-find': `${path} ${method} ${operation.summary} ${operation['x-access']}`.toLowerCase() });
  detail.append(el('summary', {}, el('b', { class: method }, method.toUpperCase()), ' ', el('code', {}, path), el('span', {}, operation.summary)));
  detail.append(el('p', {}, `Who may: ${access(operation['x-access'])}.`));
  if (operation.parameters) {
    const rows = operation.parameters.map((given) =>
      el('tr', {}, el('td', {}, el('code', {}, given.name), given.required ? '' : ' ?'), el('td', {}, given.in), el('td', {}, given.description ?? '')),
    );
    detail.append(el('table', {}, ...rows));
  }
  if (operation.requestBody) detail.append(body('Takes', operation.requestBody.content));
  detail.append(good.content ? body(`Gives ${status}:`, good.content) : el('p', {}, `Gives ${status}.`));
  return detail;
};

const show = (document_) => {
  document.getElementById('about').textContent = document_.info.description;
  const main = document.getElementById('routes');
  const groups = new Map();
  for (const [path, methods] of Object.entries(document_.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0];
      if (!groups.has(tag)) groups.set(tag, el('section', {}, el('h2', {}, tag)));
      groups.get(tag).append(route(path, method, operation));
    }
  }
  const schemas = el('section', {}, el('h2', {}, 'Shapes'));
  for (const [name, schema] of Object.entries(document_.components.schemas).sort()) {
    schemas.append(el('details', { id: `schema-${name}`, 'data-find': name.toLowerCase() }, el('summary', {}, el('code', {}, name), el('span', {}, schema.description ?? '')), fields(schema)));
  }
  main.append(...groups.values(), schemas);
  const codes = document_['x-problem-codes'].map((code) =>
    el('tr', { id: code.code }, el('td', {}, String(code.status)), el('td', {}, el('code', {}, code.code)), el('td', {}, code.en), el('td', { lang: 'id' }, code.id)),
  );
  document.getElementById('codes').append(...codes);
};

const open = () => {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  if (named.tagName === 'DETAILS') named.open = true;
  named.scrollIntoView();
};

const find = (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const detail of document.querySelectorAll('details')) detail.hidden = !detail.dataset.find.includes(wanted);
  for (const section of document.querySelectorAll('main > section')) section.hidden = !section.querySelector('details:not([hidden])');
};

fetch('api/v1/openapi.json')
  .then((answer) => answer.json())
  .then((document_) => { show(document_); open(); })
  .catch(() => { document.getElementById('about').textContent = 'This node does not answer. Try again in a moment.'; });
document.getElementById('find').addEventListener('input', find);
addEventListener('hashchange', open);
