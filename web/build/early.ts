// Gives a face a first script of its own, which runs while the face is still on its way. Knows no
// face: who is configured with a file gets it at the head of the page.
import type { Plugin } from 'vite';

/** The plugin. `file` imports nothing, or it would wait for that. */
export function early(file: string): Plugin {
  const name = 'early';
  return {
    name: 'nusa-early',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: file, name });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunk = Object.values(bundle).find(
          (made) => made.type === 'chunk' && made.isEntry && made.name === name,
        );
        if (chunk?.type !== 'chunk') throw new Error(`${file} was not built`);
        if (chunk.imports.length > 0) throw new Error(`${file} imports ${chunk.imports.join()}`);
        const attrs = { type: 'module', async: true, crossorigin: true, src: `/${chunk.fileName}` };
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}
