// The frame: who has signed in, which view is shown, what was done last.

import {field, h, heading} from './dom.js';
import {call, isSignedIn, Refused, signIn, signOut} from './rpc.js';
import {rooms} from './rooms.js';
import {room} from './room.js';
import {statistics} from './statistics.js';
import {store} from './store.js';
import {bundles} from './bundles.js';
import {health} from './health.js';
import {commands} from './commands.js';

const VIEWS = [['rooms', 'Rooms', rooms], ['statistics', 'Statistics', statistics], ['store', 'Store', store],
    ['bundles', 'Bundles', bundles], ['health', 'Health', health], ['commands', 'Commands', commands]];
const PAGES = {...Object.fromEntries(VIEWS.map(([path, , show]) => [path, show])), room};

const main = document.getElementById('main');
const says = document.getElementById('says');
const views = document.getElementById('views');
let shown = new AbortController();

/** Tells what was done, to the eye and to a screen reader. */
function say(text) {
    says.textContent = text;
}

/** Shows the view that the address names: #/rooms?like=lunch, #/room/sip%3Achat-1%40example.com. */
function route() {
    shown.abort();
    shown = new AbortController();
    say('');
    document.getElementById('sign-out').hidden = views.hidden = !isSignedIn();
    if (!isSignedIn()) {
        askWho('');
        return;
    }
    const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
    const [name, ...parts] = path.split('/').map(decoded);
    const page = Object.hasOwn(PAGES, name) ? name : 'rooms';
    for (const link of views.querySelectorAll('a')) {
        const current = link.dataset.view === (page === 'room' ? 'rooms' : page);
        current ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
    }
    const section = h('section', {});
    main.replaceChildren(section);
    PAGES[page]({section, parts, query: new URLSearchParams(query), signal: shown.signal, say, attempt});
    const title = section.querySelector('h1');
    document.title = title.textContent + ' – imc console';
    title.focus();
}

function decoded(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/**
 * Runs what talks to the server, and shows in the place for it why it was refused, if it was; who is not known any more
 * is asked again. What is tried again and again by itself tells of a refusal once. Gives false if it was refused.
 */
async function attempt(place, action, byItself = false) {
    const before = place.querySelector(':scope > .error');
    if (!byItself) {
        before?.remove();
        place.setAttribute('aria-busy', 'true');
    }
    try {
        await action();
        before?.remove();
        return true;
    } catch (e) {
        if (e instanceof Refused && e.isUnknownUser) {
            signOut();
            route();
            askWho(e.message);
        } else if (!byItself || before?.textContent !== e.message) {
            before?.remove();
            const error = h('p', {class: 'error', role: 'alert'}, e.message);
            place.prepend(error);
            error.scrollIntoView({block: 'nearest'});
        }
        return false;
    } finally {
        place.removeAttribute('aria-busy');
    }
}

function askWho(refusal) {
    const secret = h('input', {type: 'password', autocomplete: 'current-password', required: true, name: 'secret'});
    const user = h('input', {type: 'text', autocomplete: 'username', name: 'user', spellcheck: 'false'});
    const form = h('form', {
        class: 'card narrow',
        onsubmit: async event => {
            event.preventDefault();
            signIn(user.value.trim(), secret.value.trim());
            try {
                await call('which');
                route();
            } catch (e) {
                signOut();
                askWho(e.message);
            }
        }
    }, heading('Sign in'), refusal ? h('p', {class: 'error', role: 'alert'}, refusal) : null,
    field('Token or password', secret, 'On the server’s own machine the token stands in the file http.token of its data'
        + ' directory, unless another is configured.'),
    field('User (only with a password)', user),
    h('p', {class: 'hint'}, 'It is kept in this tab until you close it or sign out.'),
    h('div', {class: 'buttons'}, h('button', {class: 'primary'}, 'Sign in')));
    main.replaceChildren(form);
    document.title = 'Sign in – imc console';
    secret.focus();
}

views.append(h('ul', {}, VIEWS.map(([path, label]) =>
    h('li', {}, h('a', {href: '#/' + path, 'data-view': path}, label)))));
document.getElementById('skip').addEventListener('click', () => main.focus());
document.getElementById('sign-out').addEventListener('click', () => {
    signOut();
    route();
});
window.addEventListener('hashchange', route);
route();
