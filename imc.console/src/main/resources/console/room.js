// One room: who is in it, who cannot be reached, and what an operator can do about it.

import {button, choice, facts, h, heading, number, table, time} from './dom.js';
import {ask} from './question.js';
import {call} from './rpc.js';

const COUNT = 50;
const ROLES = ['member', 'admin', 'owner'];

export function room({section, parts, say, attempt}) {
    const address = parts.join('/');
    let from = 0;
    const known = h('div', {class: 'card'});
    const members = h('div', {class: 'card'});
    const pages = h('p', {role: 'status', 'aria-live': 'polite', class: 'hint'});
    const previous = button('Previous', () => turn(from - COUNT));
    const next = button('Next', () => turn(from + COUNT));
    const title = heading(address);

    function turn(to) {
        from = Math.max(0, to);
        load();
    }

    function load() {
        return attempt(known, async () => {
            const tree = await call('imc_room', {room: address, from, count: COUNT}).catch(e => {
                // With a room that cannot be shown nothing can be done.
                actions.forEach(action => { action.disabled = true; });
                throw e;
            });
            actions.forEach(action => { action.disabled = false; });
            fill(tree);
        });
    }

    function fill(tree) {
        known.replaceChildren(facts([
            ['Owner', tree.owner || 'nobody'], ['Private', tree.private ? 'yes, one needs an invitation' : 'no'],
            ['Joined', number(tree.present)], ['Invited', number(tree.count - tree.present)],
            ['Last message', tree.last_message ? h('span', {}, time(tree.last_message), ' by ', tree.last_speaker)
                : 'none since the server was started']]));
        members.replaceChildren(memberTable(tree.members));
        previous.disabled = from === 0;
        next.disabled = from + tree.members.length >= tree.count;
        pages.textContent = tree.members.length === 0 ? 'No members' : `Members ${number(from + 1)} to`
            + ` ${number(from + tree.members.length)} of ${number(tree.count)}`;
    }

    function memberTable(rows) {
        return table('Members', [
            {label: 'User', cell: row => row.user},
            {label: 'Role', short: true, cell: row => row.role},
            {label: 'State', short: true, cell: row => row.state},
            {label: 'Reached', cell: reached},
            {label: 'Invited by', cell: row => row.invited_by || '–'},
            {label: 'Contacts', cell: row => row.contacts.length > 0
                ? h('ul', {class: 'bare'}, row.contacts.map(contact => h('li', {}, contact))) : 'not registered here'},
            {label: 'What to do', cell: row => h('div', {class: 'buttons'},
                button('Role…', () => changeRole(row), {'aria-label': 'Change the role of ' + row.user}),
                button('Remove…', () => remove(row), {'aria-label': 'Remove ' + row.user, class: 'danger'}))}
        ], rows);
    }

    function reached(row) {
        return row.failures === 0 ? h('span', {class: 'good'}, 'yes') : h('span', {class: 'bad'},
            `no: ${number(row.failures)} missed in a row, last ${row.last_failure}`);
    }

    /** Does something in the room, tells of it, and shows the room as it is then. */
    async function act(method, params, done) {
        if (await attempt(known, () => call(method, {room: address, ...params})) && await load()) {
            say(done);
            title.focus();
        }
    }

    async function remove(row) {
        if (await ask({
            title: 'Remove ' + row.user + '?', danger: true, action: 'Remove',
            text: `The user gets no more messages of ${address}. The user and the members are told.`
        })) {
            await act('imc_remove_member', {user: row.user}, row.user + ' was removed.');
        }
    }

    async function changeRole(row) {
        const role = choice(ROLES, row.role);
        const answer = await ask({
            title: 'Change the role of ' + row.user + '?', action: 'Change', inputs: [['role', 'Role', role]],
            text: 'The members are told. A room has one owner: who is that now becomes an admin.'
        });
        if (answer) {
            await act('imc_set_role', {user: row.user, role: answer.role}, `${row.user} is now ${answer.role}.`);
        }
    }

    async function add() {
        const answer = await ask({
            title: 'Add a member?', action: 'Add', text: 'The user is in the room at once, without being asked.',
            inputs: [['user', 'User', h('input', {required: true, spellcheck: 'false'}), 'As sip:user@host; the user'
                + ' part alone is one at the room’s host.'], ['role', 'Role', choice(ROLES)]]
        });
        if (answer) {
            await act('imc_add_member', answer, answer.user + ' was added.');
        }
    }

    async function send() {
        const answer = await ask({
            title: 'Send a notice?', action: 'Send', text: 'All who have joined the room get it, with *** before it.',
            inputs: [['text', 'Text', h('textarea', {required: true, rows: '3'})]]
        });
        if (answer) {
            await act('imc_send', answer, 'The notice was sent.');
        }
    }

    async function destroy() {
        if (await ask({
            title: `Destroy ${address}?`, danger: true, action: 'Destroy',
            text: 'The room ends, and its members are told. It cannot be brought back.'
        }) && await attempt(known, () => call('imc_destroy_room', {room: address}))) {
            location.hash = '#/rooms';
            window.addEventListener('hashchange', () => say(address + ' was destroyed.'), {once: true});
        }
    }

    const actions = [button('Add a member…', add), button('Send a notice…', send),
        button('Destroy the room…', destroy, {class: 'danger'})];
    section.append(h('p', {}, h('a', {href: '#/rooms'}, '← All rooms')), title,
        h('div', {class: 'buttons'}, button('Refresh', load), actions),
        known, h('h2', {}, 'Members'), members, h('div', {class: 'pager'}, previous, pages, next));
    load();
}
