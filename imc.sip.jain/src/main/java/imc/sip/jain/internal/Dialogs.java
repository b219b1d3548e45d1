package imc.sip.jain.internal;

import imc.api.sip.Flow;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;

/** Whose dialogs and client transactions are. Safe for use by many threads. */
final class Dialogs {

    private final Map<Dialog, Held> dialogs = new IdentityHashMap<>();
    private final Map<ClientTransaction, Long> clients = new IdentityHashMap<>();

    /**
     * @param bundle     whose it is
     * @param source     where its other end sends from; empty where the dialog is our own, and nobody has sent yet
     * @param connection over which its other end has come, where that is a connection with nobody in between
     */
    private record Held(long bundle, Optional<Flow> source, Optional<Flow> connection) {
    }

    /**
     * An application's bundle has got a request in a dialog.
     *
     * @param source     as {@link #source}
     * @param connection as {@link #connection}
     */
    synchronized void belongs(Dialog dialog, long bundle, Optional<Flow> source, Optional<Flow> connection) {
        dialogs.put(dialog, new Held(bundle, source, connection));
    }

    /** A bundle has begun a transaction, and perhaps a dialog with it. */
    synchronized void belongs(ClientTransaction client, long bundle) {
        clients.put(client, bundle);
        if (client.getDialog() != null) {
            dialogs.putIfAbsent(client.getDialog(), new Held(bundle, Optional.empty(), Optional.empty()));
        }
    }

    /** The bundle whose dialog it is; empty where it is nobody's any more. */
    synchronized Optional<Long> owner(Dialog dialog) {
        return Optional.ofNullable(dialogs.get(dialog)).map(Held::bundle);
    }

    synchronized Optional<Long> owner(ClientTransaction client) {
        Long bundle = clients.get(client);
        return bundle != null || client.getDialog() == null ? Optional.ofNullable(bundle) : owner(client.getDialog());
    }

    /** Where the last request in a dialog came from; empty for a dialog of our own in which none has come. */
    synchronized Optional<Flow> source(Dialog dialog) {
        return Optional.ofNullable(dialogs.get(dialog)).flatMap(Held::source);
    }

    /** The connection by which the last request in a dialog came, where there is nobody in between. */
    synchronized Optional<Flow> connection(Dialog dialog) {
        return Optional.ofNullable(dialogs.get(dialog)).flatMap(Held::connection);
    }

    synchronized void ended(Dialog dialog) {
        dialogs.remove(dialog);
    }

    synchronized void ended(ClientTransaction client) {
        clients.remove(client);
    }

    /** A bundle has gone: its dialogs, which are nobody's now. */
    synchronized List<Dialog> left(long bundle) {
        List<Dialog> its = dialogs.keySet().stream().filter(dialog -> dialogs.get(dialog).bundle() == bundle).toList();
        its.forEach(dialogs::remove);
        clients.values().removeIf(owner -> owner == bundle);
        return its;
    }
}
