package imc.transport.sip.internal.uas;

import imc.transport.sip.internal.stack.RawMessage;
import imc.transport.sip.internal.stack.Sender;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/** Takes usual MESSAGEs to the one who answers them, past JAIN-SIP's parser and transactions. */
public final class UsualRequests {

    private static final byte[] METHOD = {'M', 'E', 'S', 'S', 'A', 'G', 'E', ' '};

    private final ServerTransactions transactions = new ServerTransactions(System::nanoTime);
    private final Requests requests;
    private final BooleanSupplier fastPath;

    /** @param fastPath whether there is a short way at all */
    public UsualRequests(Requests requests, BooleanSupplier fastPath) {
        this.requests = requests;
        this.fastPath = fastPath;
        requests.alsoKnownTo((branch, host, port) -> transactions.contains(transactions.key(branch, host, port)));
    }

    /** Whether this was one of them, or its retransmission, and nothing is left to be done. */
    public boolean take(byte[] data, int length, InetSocketAddress peer, Sender sender) {
        if (!begins(data, length) || !fastPath.getAsBoolean()) {
            return false;
        }
        RawMessage raw = RawMessage.datagram(data, length);
        UsualMessage message = raw == null ? null : UsualMessage.of(raw, sender.transport());
        if (message == null) {
            return false;
        }
        long key = transactions.key(message.branch(), message.host(), message.port());
        UsualRequest request = new UsualRequest(message, key, transactions, peer, sender);
        byte[] answer = transactions.begin(key);
        if (answer == null) {
            requests.received(request);
        } else if (answer != ServerTransactions.OPEN) {
            request.sendAgain(answer);
        }
        return true;
    }

    private static boolean begins(byte[] data, int length) {
        if (length < METHOD.length) {
            return false;
        }
        for (int i = 0; i < METHOD.length; i++) {
            if (data[i] != METHOD[i]) {
                return false;
            }
        }
        return true;
    }
}
