// Where the rooms are kept, and how they move to another place.

import {choice, field, h, heading} from './dom.js';
import {ask} from './question.js';
import {call} from './rpc.js';
import {tree} from './tree.js';

export function store({section, say, attempt}) {
    const state = h('div', {class: 'card'});
    const move = h('div', {class: 'card'});

    function fill(found) {
        state.replaceChildren(tree(found));
        const others = found.present.split(', ').filter(name => name && name !== found.serving);
        move.replaceChildren(others.length > 0 ? form(found.serving, others)
            : h('p', {}, 'No other store is there. One comes with its bundle, such as imc.store.memory in optional/.'));
    }

    function form(serving, others) {
        const to = choice(others);
        return h('form', {class: 'row', onsubmit: event => {
            event.preventDefault();
            swap(serving, to.value);
        }}, field('Move the rooms to', to), h('button', {class: 'danger'}, 'Move…'));
    }

    async function swap(from, to) {
        if (await ask({
            title: `Move all rooms from ${from} to ${to}?`, danger: true, action: 'Move',
            text: `What is in ${to} now is replaced. Messages go on meanwhile, commands wait. If it fails, ${from}`
                + ' goes on serving.'
        }) && await attempt(state, async () => fill(await call('imc_swap_store', {store: to})))) {
            say(`The rooms are in ${to} now.`);
        }
    }

    section.append(heading('Store'), h('p', {class: 'hint'}, 'Which store keeps the rooms, and what waits for it.'),
        state, h('h2', {}, 'Another store'), move);
    attempt(state, async () => fill(await call('imc_store')));
}
