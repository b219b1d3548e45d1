// How the server is, by its own checks, where it has them.

import {button, h, heading, table} from './dom.js';
import {get} from './rpc.js';
import {tree} from './tree.js';

export function health({section, attempt}) {
    const state = h('div', {class: 'card'});

    function load() {
        return attempt(state, async () => {
            const response = await get('../health', {headers: {Accept: 'application/json'}});
            const text = await response.text();
            state.replaceChildren(...(response.status === 404 ? ['This server has no health checks. Its bundles and its'
                + ' statistics say how it is.'] : shown(text)));
        });
    }

    function shown(text) {
        let answer;
        try {
            answer = JSON.parse(text);
        } catch {
            return [h('pre', {}, text)];
        }
        return Array.isArray(answer.checks) ? [h('p', {}, 'In all: ', verdict(answer.status)), results(answer.checks)]
            : [tree(answer)];
    }

    function results(rows) {
        return table('Checks', [
            {label: 'Check', cell: row => row.name},
            {label: 'State', cell: row => verdict(row.status)},
            {label: 'What it says', cell: row => says(row)}
        ], rows);
    }

    function says(row) {
        return h('ul', {class: 'bare'}, (row.says || []).map(each => h('li', {}, each)));
    }

    function verdict(status) {
        return h('span', {class: status === 'OK' ? 'good' : 'bad'}, String(status));
    }

    section.append(heading('Health'), h('div', {class: 'buttons'}, button('Refresh', load)), state);
    load();
}
