// The bundles of the server, with what does not run first.

import {h, heading, number, table} from './dom.js';
import {call} from './rpc.js';

export function bundles({section, attempt}) {
    const summary = h('p', {class: 'hint', role: 'status'});
    const list = h('div', {class: 'card'});
    section.append(heading('Bundles'), summary, list);
    attempt(list, async () => {
        const all = await call('ps');
        const idle = all.filter(row => row.state !== 'active');
        summary.textContent = `${number(all.length)} bundles, ${number(all.length - idle.length)} of them active.`
            + (idle.length > 0 ? ' Fragments, which extend others, stay resolved.' : '');
        list.replaceChildren(table('Bundles', [
            {label: 'Bundle', cell: row => row.bundle},
            {label: 'Version', short: true, cell: row => row.version},
            {label: 'State', short: true, cell: row =>
                h('span', {class: row.state === 'active' ? 'good' : 'bad'}, row.state)},
            {label: 'Number', numeric: true, cell: row => String(row.id)}
        ], [...idle, ...all.filter(row => row.state === 'active')]));
    });
}
