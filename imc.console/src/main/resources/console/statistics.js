// Figures as they change: charts of what matters, and a list of all. They are asked for while somebody looks.

import {field, h, heading, number, table} from './dom.js';
import {call} from './rpc.js';
import {chart} from './chart.js';

const EVERY_MILLIS = 2000;
const SAMPLES = 150;
/** What was seen since the page was opened: {at, values by name without group}. */
const samples = [];

const gauge = (label, name) => ({label, of: now => now.values.get(name)});
const rate = (label, name) => ({label, of: (now, before) => grown(name, now, before) / (now.at - before.at)});
const mean = (label, name) => ({label, of: (now, before) => {
    const count = grown(name + '_count', now, before);
    return count > 0 ? 1000 * grown(name + '_sum', now, before) / count : null;
}});

const CHARTS = [
    ['Rooms and members', '', [gauge('rooms', 'active_rooms'), gauge('members', 'active_members'),
        gauge('members not reached', 'failing_members')]],
    ['Messages received', 'a second', [rate('messages', 'sip_messages_received')]],
    ['Deliveries', 'a second', ['delivered', 'refused', 'timed_out', 'unreachable'].map(outcome =>
        rate(outcome.replace('_', ' '), `sip_deliveries{outcome=${outcome}}`))],
    ['How long it takes', 'milliseconds', [mean('a delivery', 'sip_delivery_seconds'),
        mean('a commit of the store', 'store_commit_seconds')]],
    ['What waits', '', [gauge('commands', 'commands_waiting'), gauge('deliveries', 'sip_deliveries_pending'),
        gauge('requests', 'sip_requests_in_progress')]],
    ['Who is connected', '', [gauge('registered users', 'registered_users'),
        gauge('TCP connections', 'sip_tcp_connections')]]
];

/** What a count has grown by; NaN if it is not there, and nothing where it has begun anew. */
function grown(name, now, before) {
    return Math.max(0, now.values.get(name) - before.values.get(name));
}

export function statistics({section, signal, attempt}) {
    const state = h('div', {});
    const charts = CHARTS.map(([title, unit, series]) => chart(title, unit, series, signal));
    const filter = h('input',
        {type: 'search', autocomplete: 'off', spellcheck: 'false', name: 'filter', oninput: narrow});
    const list = h('div', {class: 'card'});
    let cells = new Map();

    function narrow() {
        const wanted = filter.value.trim().toLowerCase();
        for (const [name, cell] of cells) {
            cell.closest('tr').hidden = !name.toLowerCase().includes(wanted);
        }
    }

    function fill(figures) {
        const shown = figures.filter(figure => !figure.statistic.includes('_bucket{'));
        if (shown.length !== cells.size || shown.some(figure => !cells.has(figure.statistic))) {
            cells = new Map(shown.map(figure => [figure.statistic, h('span', {})]));
            list.replaceChildren(table('All figures', [
                {label: 'Figure', cell: row => row.statistic},
                {label: 'Value', numeric: true, cell: row => cells.get(row.statistic)},
                {label: 'What it is', cell: row => row.help}
            ], shown));
            narrow();
        }
        shown.forEach(figure => {
            cells.get(figure.statistic).textContent = number(figure.value);
        });
    }

    async function sample() {
        const figures = await call('get_statistics', {statistics: ['all']});
        samples.push({
            at: Date.now() / 1000,
            values: new Map(figures.map(figure => [figure.statistic.replace(/^[^:]*:/, ''), figure.value]))
        });
        samples.splice(0, samples.length - SAMPLES);
        charts.forEach(each => each.show(samples));
        fill(figures);
    }

    async function watch() {
        while (!signal.aborted) {
            if (document.visibilityState === 'visible') {
                await attempt(state, sample, true);
            }
            await new Promise(resolve => setTimeout(resolve, EVERY_MILLIS));
        }
    }

    section.append(heading('Statistics'),
        h('p', {class: 'hint'}, 'The last five minutes, as far as this page was looked at.'), state, h('div', {class: 'charts'}, charts.map(each => each.element)), h('h2', {}, 'All figures'),
        h('div', {class: 'row'}, field('Find a figure', filter)), list);
    watch();
}
