// Elements, made of names, attributes and texts. Whatever somebody wrote gets into the page as text, here and nowhere
// else: no part of the console makes HTML of a string, and the page's Content-Security-Policy would not let it.

/** An element. An attribute that is a function is a listener (onclick), null or false leaves it out, true is empty. */
export function h(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === 'function') {
            element.addEventListener(key.slice(2), value);
        } else if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(key, value === true ? '' : String(value));
        }
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined));
    return element;
}

export function button(label, onclick, attributes = {}) {
    return h('button', {type: 'button', onclick, ...attributes}, label);
}

/** The heading of a view, which gets the focus when the view is opened. */
export function heading(text) {
    return h('h1', {tabindex: '-1'}, text);
}

let fields = 0;

/** A labelled field; the label is the input's name for everybody. */
export function field(label, input, hint = null) {
    const id = 'field-' + ++fields;
    input.id = id;
    if (hint) {
        input.setAttribute('aria-describedby', id + '-hint');
    }
    return h('div', {class: 'field'}, h('label', {for: id}, label), input,
        hint ? h('p', {class: 'hint', id: id + '-hint'}, hint) : null);
}

export function choice(values, selected = '', attributes = {}) {
    return h('select', attributes, values.map(value => {
        const [key, label] = Array.isArray(value) ? value : [value, value];
        return h('option', {value: key, selected: key === selected}, label);
    }));
}

/**
 * A table. A column has a label, cell(row) for what stands in it, and maybe: numeric; short, where it is never wrapped;
 * sort (a key), where the table can be sorted by it. The roles are given because narrow screens show rows as blocks,
 * which would take them away.
 */
export function table(caption, columns, rows, sorting = null) {
    return h('div', {class: 'scroll'}, h('table', {role: 'table'},
        h('caption', {class: 'unseen'}, caption),
        h('thead', {role: 'rowgroup'}, h('tr', {role: 'row'}, columns.map(column => head(column, sorting)))),
        h('tbody', {role: 'rowgroup'}, rows.map(row => h('tr', {role: 'row'}, columns.map((column, i) =>
            h(i === 0 ? 'th' : 'td', {
                scope: i === 0 ? 'row' : null, role: i === 0 ? 'rowheader' : 'cell', 'data-label': column.label,
                class: column.numeric ? 'number' : column.short ? 'short' : null
            }, column.cell(row))))))));
}

function head(column, sorting) {
    const attributes = {scope: 'col', role: 'columnheader', class: column.numeric ? 'number' : null};
    if (!sorting || !column.sort) {
        return h('th', attributes, column.label);
    }
    const down = sorting.by === '-' + column.sort;
    const up = sorting.by === column.sort;
    attributes['aria-sort'] = up ? 'ascending' : down ? 'descending' : 'none';
    return h('th', attributes, button(column.label + (up ? ' ↑' : down ? ' ↓' : ''),
        () => sorting.change(up ? '-' + column.sort : column.sort), {class: 'plain', 'data-sort': column.sort}));
}

/** Terms with what is known of them; what is not known is left out. */
export function facts(pairs) {
    return h('dl', {}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))));
}

export function number(value) {
    return Number(value).toLocaleString('en');
}

/** An instant in the reader's own time, with the exact one for who asks. */
export function time(instant) {
    return h('time', {datetime: instant, title: instant}, new Date(instant).toLocaleString());
}

/** For things that come faster than they can be worked on: only the last one within the time is done. */
export function later(millis, action) {
    let timer = 0;
    return () => {
        clearTimeout(timer);
        timer = setTimeout(action, millis);
    };
}
