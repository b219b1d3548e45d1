// Questions to the user, each in a dialog of its own.

import {button, field, h} from './dom.js';

/**
 * Asks, and gives the values of the fields by name, or null if the user does not want to.
 *
 * @param title   of the dialog, a question
 * @param text    what will happen
 * @param action  the label of the button that does it
 * @param danger  whether it cannot be undone
 * @param inputs  fields: [name, label, input, hint]
 */
export function ask({title, text, action, danger = false, inputs = []}) {
    return new Promise(resolve => {
        const cancel = button('Cancel', () => dialog.close());
        let answer = null;
        const dialog = h('dialog', {
            'aria-labelledby': 'question-title', 'aria-describedby': 'question-text',
            onclose: () => {
                dialog.remove();
                resolve(answer);
            }
        }, h('h2', {id: 'question-title'}, title), h('p', {id: 'question-text'}, text),
        h('form', {
            onsubmit: event => {
                event.preventDefault();
                answer = Object.fromEntries(inputs.map(([name, , input]) => [name, input.value.trim()]));
                dialog.close();
            }
        }, inputs.map(([, label, input, hint]) => field(label, input, hint)),
        h('div', {class: 'buttons'}, h('button', {class: danger ? 'danger' : 'primary'}, action), cancel)));
        document.body.append(dialog);
        dialog.showModal();
        (inputs.length > 0 ? inputs[0][2] : cancel).focus();
    });
}
