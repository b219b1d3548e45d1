// All management commands that the server has now, whoever brought them, each with a form to run it.

import {choice, field, h, heading} from './dom.js';
import {ask} from './question.js';
import {call} from './rpc.js';
import {tree} from './tree.js';

/** Names of what cannot be undone. */
const GRAVE = /destroy|remove|delete|swap|reset|stop|shutdown/;

export function commands(view) {
    view.parts.length > 0 ? one(view, view.parts[0]) : all(view);
}

function all({section, attempt}) {
    const list = h('ul', {class: 'card commands'});
    const filter = h('input',
        {type: 'search', autocomplete: 'off', spellcheck: 'false', name: 'filter', oninput: narrow});

    function narrow() {
        const wanted = filter.value.trim().toLowerCase();
        for (const item of list.children) {
            item.hidden = !item.textContent.toLowerCase().includes(wanted);
        }
    }

    section.append(heading('Commands'), h('p', {class: 'hint'}, 'Whatever the server can be told; each opens a form.'),
        h('div', {class: 'row'}, field('Find a command', filter)), list);
    attempt(section, async () => {
        list.replaceChildren(...(await call('help')).map(row => h('li', {},
            h('a', {href: '#/commands/' + encodeURIComponent(row.command)}, row.command),
            row.parameters ? h('code', {}, row.parameters) : null, h('span', {}, row.description))));
        narrow();
    });
}

function one({section, say, attempt}, name) {
    const what = h('p', {});
    const form = h('form', {class: 'card', onsubmit: event => {
        event.preventDefault();
        run();
    }});
    const result = h('div', {class: 'card', 'aria-live': 'polite'});
    let inputs = [];

    async function run() {
        const params = {};
        for (const {parameter, input} of inputs) {
            const value = valueOf(parameter, input.value);
            if (value !== null) {
                params[parameter.name] = value;
            }
        }
        if (!GRAVE.test(name) || await ask({
            title: `Run ${name}?`, danger: true, action: 'Run', text: 'It may not be possible to undo it.'
        })) {
            result.replaceChildren();
            await attempt(result, async () => {
                result.replaceChildren(tree(await call(name, params)));
                say(name + ' was done.');
            });
        }
    }

    section.append(h('p', {}, h('a', {href: '#/commands'}, '← All commands')), heading(name), what, form,
        h('h2', {}, 'Result'), result);
    attempt(form, async () => {
        const help = await call('help', {command: name});
        what.textContent = help.description + '.';
        inputs = help.parameters.map(parameter => ({parameter, input: inputFor(parameter)}));
        form.replaceChildren(...inputs.map(({parameter, input}) => field(
            parameter.name + (parameter.optional ? ' (may be empty)' : ''), input, hint(parameter))),
        h('div', {class: 'buttons'}, h('button', {class: GRAVE.test(name) ? 'danger' : 'primary'}, 'Run')));
    });
}

function hint(parameter) {
    const type = {integer: 'A whole number.', boolean: '', list: 'One in each line.', string: ''}[parameter.type] || '';
    return [parameter.description, type].filter(Boolean).join('. ').replace('..', '.') || null;
}

function inputFor(parameter) {
    const attributes = {name: parameter.name, required: !parameter.optional, autocomplete: 'off', spellcheck: 'false'};
    switch (parameter.type) {
        case 'integer':
            return h('input', {type: 'number', step: '1', ...attributes});
        case 'boolean':
            return choice([...(parameter.optional ? [['', 'as it is']] : []), ['true', 'yes'], ['false', 'no']], '',
                attributes);
        case 'list':
            return h('textarea', {rows: '3', ...attributes});
        default:
            return h('input', {type: 'text', ...attributes});
    }
}

/** What the command gets; null for a parameter that is left out. */
function valueOf(parameter, text) {
    if (text === '') {
        return null;
    }
    switch (parameter.type) {
        case 'integer':
            return Number(text);
        case 'boolean':
            return text === 'true';
        case 'list':
            return text.split('\n').map(line => line.trim()).filter(Boolean);
        default:
            return text;
    }
}
