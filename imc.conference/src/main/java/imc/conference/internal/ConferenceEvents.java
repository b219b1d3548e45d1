package imc.conference.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Rooms;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.AddressFactory;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifier of the event package {@code conference} (RFC 4575 over RFC 6665), read-only: whoever is a member of a
 * room may subscribe to its address. Subscriptions live in memory; while the rooms are away they stay as they are.
 */
@Component(property = {"sip.method=SUBSCRIBE", "sip.event=" + ConferenceEvents.PACKAGE}, immediate = true)
public final class ConferenceEvents implements SipListener {

    static final String PACKAGE = "conference";

    private static final Logger LOG = LoggerFactory.getLogger(ConferenceEvents.class);
    private static final int PATIENCE_SECONDS = 2;
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int FULL_RETRY_AFTER_SECONDS = 60;
    /** RFC 4575 §3.4: what is meant where nothing is said; nobody gets more. */
    private static final int LONGEST_SECONDS = 3600;
    private static final int SHORTEST_SECONDS = 60;

    private final Sip sip;
    private final AtomicReference<Rooms> rooms = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "imc.conference");
        made.setDaemon(true);
        return made;
    });
    private final Subscriptions subscriptions = new Subscriptions(thread, System::nanoTime, this::room);
    private final ServiceRegistration<RoomListener> listening;
    /** Whether a subscription may be about to begin, to whose room any change matters from its first look on. */
    private volatile boolean serving;

    /** Begins to listen to the rooms. */
    @Activate
    public ConferenceEvents(BundleContext context, @Reference SipProvider provider, @Reference MessageFactory messages,
            @Reference HeaderFactory headers, @Reference AddressFactory addresses) {
        sip = new Sip(provider, messages, headers, addresses);
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Not by Declarative Services: the rooms need their listeners, and we need the rooms.
        listening = context.registerService(RoomListener.class, new RoomListener() {
            @Override
            public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
                // Rooms change by the ten thousand, and nearly none is watched: no thread is woken for those.
                if (subscriptions.isWatched(address) || serving) {
                    soon(() -> subscriptions.changed(address, after));
                }
            }
        }, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRooms(Rooms service) {
        rooms.set(service);
    }

    void unbindRooms(Rooms service) {
        rooms.compareAndSet(service, null);
    }

    private Optional<Room> room(SipAddress address) {
        Rooms now = rooms.get();
        return now == null ? Optional.empty() : now.room(address);
    }

    /** Whoever has a subscription is told to make a new one. */
    @Deactivate
    void close() throws InterruptedException {
        try {
            listening.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("It has gone with the bundle", e);
        }
        soon(subscriptions::close);
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }

    private void soon(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("Too late: {}", e.getMessage());
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // all subscriptions live on this thread
            LOG.error("A subscription could not be served", e);
        }
    }

    @Override
    public void processRequest(RequestEvent event) {
        soon(() -> {
            serving = true;
            try {
                Response answer = serve(event.getRequest(), event.getServerTransaction(), event.getDialog());
                if (answer != null) {
                    sip.answer(event.getServerTransaction(), answer);
                    forget(event.getDialog());
                }
            } catch (SipException | InvalidArgumentException | ParseException e) {
                LOG.debug("A SUBSCRIBE could not be answered", e);
            } finally {
                serving = false;
            }
        });
    }

    /** One in which there is no subscription is of no use. */
    private static void forget(Dialog dialog) {
        if (dialog != null && !(dialog.getApplicationData() instanceof Subscription)) {
            dialog.delete();
        }
    }

    /** What refuses it; null where it is accepted. */
    private Response serve(Request request, ServerTransaction server, Dialog dialog)
            throws SipException, InvalidArgumentException, ParseException {
        int seconds = request.getExpires() == null ? LONGEST_SECONDS
                : Math.min(LONGEST_SECONDS, request.getExpires().getExpires());
        if (dialog == null) {
            return sip.refusal(request, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
        if (dialog.getApplicationData() instanceof Subscription known) {
            if (known.isOver()) {
                return sip.refusal(request, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            }
            if (seconds > 0 && seconds < SHORTEST_SECONDS) {
                return sip.tooBrief(request, SHORTEST_SECONDS);
            }
            sip.answer(server, sip.acceptance(request, seconds));
            subscriptions.refresh(known, seconds);
            return null;
        }
        Response refusal = refusal(request, seconds);
        if (refusal == null) {
            Subscription fresh = new Subscription(SipAddress.parse(request.getRequestURI().toString()),
                    Sip.user(request), sip.line(dialog, request));
            dialog.setApplicationData(fresh);
            sip.answer(server, sip.acceptance(request, seconds));
            subscriptions.add(fresh, seconds);
        }
        return refusal;
    }

    private Response refusal(Request request, int seconds)
            throws InvalidArgumentException, ParseException {
        Rooms now = rooms.get();
        if (now == null) {
            return sip.unavailable(request, RETRY_AFTER_SECONDS);
        }
        SipAddress user;
        Optional<Room> room;
        try {
            user = Sip.user(request);
            room = now.room(SipAddress.parse(request.getRequestURI().toString()));
        } catch (IllegalArgumentException e) {
            LOG.debug("A SUBSCRIBE with an address of no use: {}", e.getMessage());
            return sip.refusal(request, Response.BAD_REQUEST);
        }
        if (room.isEmpty()) {
            return sip.refusal(request, Response.NOT_FOUND);
        }
        if (!Subscriptions.isMember(room.get(), user) || subscriptions.count(user) >= Subscriptions.MOST_OF_A_USER) {
            return sip.refusal(request, Response.FORBIDDEN);
        }
        if (!Sip.isAccepted(request)) {
            return sip.refusal(request, Response.NOT_ACCEPTABLE);
        }
        if (seconds > 0 && seconds < SHORTEST_SECONDS) {
            return sip.tooBrief(request, SHORTEST_SECONDS);
        }
        return subscriptions.count() >= Subscriptions.MOST ? sip.unavailable(request, FULL_RETRY_AFTER_SECONDS) : null;
    }

    @Override
    public void processResponse(ResponseEvent event) {
        int status = event.getResponse().getStatusCode();
        if (status >= Response.OK) {
            answered(event.getClientTransaction(), status);
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            answered(event.getClientTransaction(), Response.REQUEST_TIMEOUT);
        }
    }

    private void answered(ClientTransaction client, int status) {
        if (client != null && client.getApplicationData() instanceof Subscription subscription) {
            soon(() -> subscriptions.answered(subscription, status));
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        if (event.getDialog().getApplicationData() instanceof Subscription subscription) {
            soon(() -> subscriptions.forget(subscription));
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing is kept for it.
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // A NOTIFY that cannot be sent times out.
    }
}
