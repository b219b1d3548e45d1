// The way to the server: management commands by JSON-RPC 2.0 at /RPC. What the user has signed in with is kept for this
// tab and until it is closed, and shown by this code alone: the browser adds nothing by itself.

const KEY = 'imc.authorization';
let calls = 0;

/** The server has refused something; code is the command's (400, 404, 500) or the HTTP status. */
export class Refused extends Error {
    constructor(code, text) {
        super(text);
        this.code = code;
    }

    /** Whether it is about who asks, and not about what he asks. */
    get isUnknownUser() {
        return this.code === 401;
    }
}

export function isSignedIn() {
    return sessionStorage.getItem(KEY) !== null;
}

/** Keeps a token, or the password of a user. */
export function signIn(user, secret) {
    sessionStorage.setItem(KEY, user ? 'Basic ' + base64(user + ':' + secret) : 'Bearer ' + secret);
}

export function signOut() {
    sessionStorage.removeItem(KEY);
}

/** Runs a management command and gives its tree. */
export async function call(method, params = {}) {
    const response = await get('../RPC', {
        method: 'POST', headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({jsonrpc: '2.0', method, params, id: ++calls})
    });
    const isJson = (response.headers.get('Content-Type') || '').startsWith('application/json');
    if (!isJson) {
        throw new Refused(response.status, (await response.text()).trim() || 'HTTP status ' + response.status);
    }
    const answer = await response.json();
    if (answer.error) {
        throw new Refused(answer.error.code, answer.error.message);
    }
    return answer.result;
}

/** Fetches something of the same server, beside the console. */
export async function get(path, options = {}) {
    let response;
    try {
        response = await fetch(path, {
            ...options, credentials: 'omit', cache: 'no-store', redirect: 'error',
            headers: {...options.headers, Authorization: sessionStorage.getItem(KEY) || ''}
        });
    } catch {
        throw new Refused(0, 'The server does not answer. It may be stopped, or no longer be reached from here.');
    }
    if (response.status === 401) {
        throw new Refused(401, 'That token or password is wrong.');
    }
    if (response.status === 429) {
        throw new Refused(429, 'Too many wrong tokens or passwords came from here. Try again in a minute.');
    }
    return response;
}

function base64(text) {
    return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
