// The linter's rules. Formatting is prettier's and is not looked at here.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
    { ignores: ['dist/', 'node_modules/', 'src/api/schema.d.ts'] },
    js.configs.recommended,
    ...ts.configs.strict,
    ...svelte.configs.recommended,
    { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
    {
        files: ['**/*.svelte', '**/*.svelte.ts'],
        languageOptions: {
            parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
        },
    },
    {
        rules: {
            // TypeScript knows which names exist.
            'no-undef': 'off',
            'no-console': 'error',
            'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
            'max-lines-per-function': ['error', 70],
            // The drawings and icons are our own constants; nothing from outside is written as HTML.
            'svelte/no-at-html-tags': 'off',
            // Maps and sets here are built anew and never changed once they are shown.
            'svelte/prefer-svelte-reactivity': 'off',
            // Links of the faces are made by their own small router, not by SvelteKit.
            'svelte/no-navigation-without-resolve': 'off',
        },
    },
    { files: ['**/*.test.ts', 'e2e/**'], rules: { 'max-lines-per-function': 'off' } },
);
