package imc.sip.jain.internal;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import imc.api.sip.Flow;
import imc.sip.jain.internal.Applications.Application;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each event of JAIN-SIP to the application that it concerns: a request outside of dialogs by its method, and its
 * event package; whatever belongs to a dialog or a client transaction to whose that is. What one of them throws is
 * logged once, and the request is answered 500.
 */
final class Dispatcher implements SipListenerExt {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Applications applications;
    private final Dialogs dialogs;
    private final Providers providers;
    private final Refusing refusing;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile OneThread thread;

    Dispatcher(Applications applications, Dialogs dialogs, Providers providers, Refusing refusing) {
        this.applications = applications;
        this.dialogs = dialogs;
        this.providers = providers;
        this.refusing = refusing;
    }

    /** Applications are told there of all that does not come in. */
    void on(OneThread one) {
        thread = one;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        ServerTransaction server = server(event);
        if (server == null && !request.getMethod().equals(Request.ACK)) {
            return; // It could not be kept; it comes again.
        }
        Dialog dialog = server == null || server.getDialog() == null ? event.getDialog() : server.getDialog();
        Optional<Long> owner = dialog == null ? Optional.empty() : dialogs.owner(dialog);
        Optional<Application> application = owner.isPresent() ? applications.of(owner.get(), request.getMethod())
                : isInDialog(request) ? Optional.empty() : applications.of(request);
        if (application.isEmpty()) {
            refuse(request, server, dialog);
            return;
        }
        if (dialog != null) {
            dialogs.belongs(dialog, application.get().bundle(), source(request, dialog), connection(request));
        }
        SipProvider source = providers.of(application.get().bundle(), (SipProvider) event.getSource());
        if (!tell(application.get(), request.getMethod(),
                listener -> listener.processRequest(new RequestEvent(source, server, dialog, request)))) {
            refusing.refuse(server, request, Response.SERVER_INTERNAL_ERROR);
        }
    }

    /** So that retransmissions are known from the beginning, and what nobody answers comes to an end. */
    private static ServerTransaction server(RequestEvent event) {
        if (event.getServerTransaction() != null || event.getRequest().getMethod().equals(Request.ACK)) {
            return event.getServerTransaction();
        }
        try {
            return ((SipProvider) event.getSource()).getNewServerTransaction(event.getRequest());
        } catch (TransactionUnavailableException | TransactionAlreadyExistsException e) {
            LOG.debug("A {} is dropped: {}", event.getRequest().getMethod(), e.getMessage());
            return null;
        }
    }

    private static boolean isInDialog(Request request) {
        return ((SIPRequest) request).getToTag() != null;
    }

    private void refuse(Request request, ServerTransaction server, Dialog dialog) {
        if (server == null) {
            return; // an ACK
        }
        if (isInDialog(request)) {
            refusing.refuse(server, request, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else {
            refusing.unhandled(server, request, applications.events(request.getMethod()));
        }
        if (dialog != null) {
            dialog.delete();
        }
    }

    /** An ACK or a CANCEL, which no filter has seen, leaves it as it was. */
    private Optional<Flow> source(Request request, Dialog dialog) {
        boolean isSeen = !request.getMethod().equals(Request.ACK) && !request.getMethod().equals(Request.CANCEL);
        return isSeen && ((SIPRequest) request).getMessageChannel() instanceof Inbound inbound
                ? Optional.of(inbound.source()) : dialogs.source(dialog);
    }

    /** Whoever is the only one in its Via is at the other end himself. */
    private static Optional<Flow> connection(Request request) {
        SIPRequest sip = (SIPRequest) request;
        boolean direct = sip.getViaHeaders() != null && sip.getViaHeaders().size() == 1;
        return direct && sip.getMessageChannel() instanceof Inbound inbound && inbound.source().isConnection()
                ? Optional.of(inbound.source()) : Optional.empty();
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientTransaction client = event.getClientTransaction();
        Dialog dialog = event.getDialog();
        Optional<Long> owner = client == null ? Optional.empty() : dialogs.owner(client);
        if (owner.isEmpty() && dialog != null) {
            owner = dialogs.owner(dialog);
        } else if (owner.isPresent() && dialog != null && dialogs.owner(dialog).isEmpty()) {
            dialogs.belongs(dialog, owner.get(), Optional.empty(), Optional.empty());
        }
        String method = method(event.getResponse());
        owner.flatMap(bundle -> applications.of(bundle, method)).ifPresent(application -> tell(application,
                "response", listener -> listener.processResponse(new ResponseEvent(
                        providers.of(application.bundle(), (SipProvider) event.getSource()), client, dialog,
                        event.getResponse()))));
    }

    private static String method(Response response) {
        return response.getHeader("CSeq") instanceof CSeqHeader sequence ? sequence.getMethod() : "";
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        Transaction transaction = event.isServerTransaction() ? event.getServerTransaction()
                : event.getClientTransaction();
        soon(transaction, (source, listener) -> listener.processTimeout(event.isServerTransaction()
                ? new TimeoutEvent(source, event.getServerTransaction(), event.getTimeout())
                : new TimeoutEvent(source, event.getClientTransaction(), event.getTimeout())));
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        Transaction transaction = event.isServerTransaction() ? event.getServerTransaction()
                : event.getClientTransaction();
        soon(transaction, (source, listener) -> listener.processTransactionTerminated(event.isServerTransaction()
                ? new TransactionTerminatedEvent(source, event.getServerTransaction())
                : new TransactionTerminatedEvent(source, event.getClientTransaction())));
        if (!event.isServerTransaction()) {
            dialogs.ended(event.getClientTransaction());
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        Optional<Long> owner = dialogs.owner(event.getDialog());
        dialogs.ended(event.getDialog());
        soon(owner, (source, listener) -> listener.processDialogTerminated(
                new DialogTerminatedEvent(source, event.getDialog())));
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        soon(dialogs.owner(event.getDialog()), (source, listener) -> {
            if (listener instanceof SipListenerExt extended) {
                extended.processDialogTimeout(event);
            }
        });
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // Nobody knows whose it is; transactions time out.
    }

    private void soon(Transaction transaction, BiConsumer<SipProvider, SipListener> telling) {
        Optional<Long> owner = transaction instanceof ClientTransaction client ? dialogs.owner(client)
                : transaction.getDialog() == null ? Optional.empty() : dialogs.owner(transaction.getDialog());
        soon(owner, telling);
    }

    /** Has an application told of an event by the provider that it knows. */
    private void soon(Optional<Long> owner, BiConsumer<SipProvider, SipListener> telling) {
        owner.ifPresent(bundle -> thread.execute(() -> applications.of(bundle, "").ifPresent(application ->
                tell(application, "end", listener -> telling.accept(providers.of(bundle, null), listener)))));
    }

    /** Whether it threw nothing. */
    private boolean tell(Application application, String what, Consumer<SipListener> telling) {
        try {
            telling.accept(application.listener());
            return true;
        } catch (Throwable e) { // JAIN-SIP is used by others, too
            String name = application.listener().getClass().getName();
            if (told.add(name + what)) {
                LOG.error("{} threw when it was told of a {}. Further ones are not logged", name, what, e);
            }
            return false;
        }
    }
}
