// Any tree that a management command may return, without knowing what it means.

import {facts, h, number, table} from './dom.js';

const ROWS = 200;

export function tree(value) {
    if (Array.isArray(value)) {
        return list(value);
    }
    return isMap(value) ? facts(Object.entries(value).map(([key, each]) => [key, tree(each)])) : scalar(value);
}

function list(values) {
    if (values.length === 0) {
        return '(none)';
    }
    const shown = values.slice(0, ROWS);
    const rest = values.length > ROWS
        ? h('p', {class: 'hint'}, `The first ${ROWS} of ${number(values.length)} are shown.`) : null;
    if (values.every(isMap)) {
        const keys = [...new Set(shown.flatMap(Object.keys))];
        return h('div', {}, table('Result', keys.map(key => ({
            label: key, cell: row => key in row ? tree(row[key]) : '',
            numeric: shown.every(row => typeof row[key] === 'number')
        })), shown), rest);
    }
    return h('div', {}, h('ul', {}, shown.map(each => h('li', {}, tree(each)))), rest);
}

function scalar(value) {
    return typeof value === 'number' ? number(value) : value === null ? '' : String(value);
}

function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
