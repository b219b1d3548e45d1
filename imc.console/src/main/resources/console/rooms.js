// The rooms: found, sorted, by pages.

import {button, choice, field, h, heading, later, number, table} from './dom.js';
import {call} from './rpc.js';

const COUNT = 50;
const SORTS = [['room', 'Address'], ['members', 'Fewest members'], ['-members', 'Most members'], ['owner', 'Owner'],
    ['-room', 'Address, backwards'], ['-owner', 'Owner, backwards']];

export function rooms({section, query, attempt}) {
    let like = query.get('like') || '';
    let sort = query.get('sort') || 'room';
    let from = Math.max(0, Number.parseInt(query.get('from'), 10) || 0);
    let asked = 0;
    const search = h('input', {type: 'search', value: like, autocomplete: 'off', spellcheck: 'false', name: 'like',
        oninput: later(200, () => show({like: search.value.trim(), from: 0}))});
    const order = choice(SORTS, sort, {name: 'sort', onchange: () => show({sort: order.value, from: 0})});
    const total = h('p', {class: 'hint'});
    const list = h('div', {class: 'card'});
    const found = h('p', {role: 'status', 'aria-live': 'polite', class: 'hint'});
    const previous = button('Previous', () => show({from: Math.max(0, from - COUNT)}));
    const next = button('Next', () => show({from: from + COUNT}));

    function show(changed) {
        ({like, sort, from} = {like, sort, from, ...changed});
        order.value = sort;
        const params = new URLSearchParams({...(like && {like}), ...(sort !== 'room' && {sort}), ...(from && {from})});
        history.replaceState(null, '', '#/rooms' + (params.size > 0 ? '?' + params : ''));
        load();
    }

    function load() {
        const number = ++asked;
        return attempt(list, async () => {
            const page = await call('imc_list_rooms', {...(like && {like}), sort, from, count: COUNT + 1});
            if (number === asked) {
                fill(page);
            }
        });
    }

    function fill(page) {
        const rows = page.slice(0, COUNT);
        const focused = document.activeElement?.dataset?.sort;
        list.replaceChildren(rows.length > 0 ? rowsOf(rows) : h('p', {}, nothing()));
        list.querySelector(`[data-sort="${focused}"]`)?.focus();
        previous.disabled = from === 0;
        next.disabled = page.length <= COUNT;
        found.textContent = rows.length === 0 ? 'No rooms' : `Rooms ${number(from + 1)} to`
            + ` ${number(from + rows.length)}` + (next.disabled ? ', the last' : '');
    }

    function nothing() {
        return like ? `No room and no owner has “${like}” in its address.` : 'There are no rooms.';
    }

    function rowsOf(rows) {
        return table('Rooms', [
            {label: 'Room', sort: 'room', cell: row =>
                h('a', {href: '#/room/' + encodeURIComponent(row.room)}, row.room)},
            {label: 'Members', sort: 'members', numeric: true, cell: row => number(row.members)},
            {label: 'Owner', sort: 'owner', cell: row => row.owner || 'nobody'},
            {label: 'Private', short: true, cell: row => row.private ? 'yes' : 'no'}
        ], rows, {by: sort, change: by => show({sort: by, from: 0})});
    }

    section.append(heading('Rooms'), total,
        h('form', {class: 'row', role: 'search', onsubmit: event => {
            event.preventDefault();
            show({like: search.value.trim(), from: 0});
        }}, field('Find by room or owner (* is any text)', search), field('Sort by', order)),
        list, h('div', {class: 'pager'}, previous, found, next));
    load();
    attempt(total, async () => {
        const [figure] = await call('get_statistics', {statistics: ['imc:active_rooms']});
        total.textContent = figure ? number(figure.value) + ' in all' : '';
    });
}
