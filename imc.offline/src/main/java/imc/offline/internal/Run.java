package imc.offline.internal;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.location.Contact;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.offline.OfflineStore.Kept;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Transport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One member is given what waits for him. All of it on the thread of the deliveries, but for what says otherwise.
 * <p>
 * Who registers anew while a message is on its way to where he was, where perhaps nobody listens any more, is sent it
 * at once where he is now, and is not kept waiting until silence has lasted long enough (Timer F, 32 s).
 */
final class Run {

    /** So many of a member's messages are in memory at a time. They go in the order in which they were said. */
    static final int AT_ONCE = 32;
    /** A room whose rooms' bundle is replaced never answers. */
    private static final int LONGEST_TURN_SECONDS = 60;

    private static final Comparator<Kept> ORDER =
            Comparator.<Kept, Instant>comparing(kept -> kept.message().sent()).thenComparing(Kept::id);

    private final SipAddress user;
    private final Runs runs;
    private final Means means;
    private final OfflineStore store;
    private final Boxes boxes;
    private final Queue<Kept> found = new ArrayDeque<>();
    private @Nullable Way way;
    private boolean over;

    /** A message on its way to him, perhaps more than once. */
    private static final class Way {

        private final Kept kept;
        /** Of several ends, the first that is one counts. Touched on any thread. */
        private final AtomicBoolean over = new AtomicBoolean();
        /** Where it has been sent. */
        private final Set<Contact> contacts = new HashSet<>();
        private int times;
        private int open;
        /** Whether the last time has come to nothing. */
        private boolean failed;

        Way(Kept kept) {
            this.kept = kept;
        }
    }

    Run(SipAddress user, Runs runs, Means means, OfflineStore store, Boxes boxes) {
        this.user = user;
        this.runs = runs;
        this.means = means;
        this.store = store;
        this.boxes = boxes;
    }

    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((result, failure) -> means.later(() -> {
            if (failure == null) {
                guarded(() -> next.accept(result));
            } else {
                failed(failure);
            }
        }));
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable why) {
        means.failed(1, "What waits for " + user + " could not be delivered", why);
        end();
    }

    private void end() {
        end(boxes::ends);
    }

    /** @param again whether another run begins */
    private void end(Predicate<SipAddress> again) {
        if (!over) {
            over = true;
            if (way != null) {
                way.over.set(true);
            }
            runs.ended(this, user, again.test(user));
        }
    }

    /**
     * What waited for him is thrown away: what was found before is not sent, and what is on its way goes nowhere else.
     * On any thread.
     */
    void forget() {
        means.later(() -> guarded(() -> end(boxes::dropped)));
    }

    /** Begins, and goes on when all that was found has gone. */
    void look() {
        guarded(() -> {
            Transport transport = means.transport;
            if (over || runs.isClosed() || transport == null || transport.isAway(user)) {
                end();
                return;
            }
            int arrivals = boxes.arrivals(user);
            then(store.first(user, AT_ONCE), messages -> found(messages, arrivals));
        });
    }

    private void found(List<Kept> messages, int arrivals) {
        if (over) {
            return;
        }
        messages.stream().sorted(ORDER).forEach(found::add);
        if (!found.isEmpty()) {
            next();
        } else if (boxes.isMore(user, arrivals)) {
            look();
        } else {
            end(none -> false);
        }
    }

    private void next() {
        if (over) {
            return; // another run may be under way
        }
        Kept kept = found.poll();
        if (kept == null) {
            look();
        } else if (boxes.isGiven(user, kept.id())) {
            remove(kept, new LongAdder());
        } else if (!kept.message().expires().isAfter(means.now())) {
            remove(kept, means.counters.expired);
        } else {
            Way begun = new Way(kept);
            way = begun;
            offer(begun);
        }
    }

    /** Sends it, if he still is a member. */
    private void offer(Way offered) {
        Rooms rooms = means.rooms;
        if (rooms == null || runs.isClosed()) {
            endUnlessOpen(offered);
            return;
        }
        SipAddress room = offered.kept.message().room();
        rooms.change(room, Cause.of("offline", room), ifMember(user)).toCompletableFuture()
                .orTimeout(LONGEST_TURN_SECONDS, TimeUnit.SECONDS).whenComplete((answer, failure) ->
                        means.later(() -> guarded(() -> answered(offered, answer, failure))));
    }

    private void answered(Way offered, Answer answer, @Nullable Throwable failure) {
        if (over || offered.over.get()) {
            return; // it has come to its end on another way, and the next one may be on its own
        }
        if (failure != null) {
            means.failed(1, "It cannot be known whether " + user + " is a member of " + offered.kept.message().room(),
                    failure);
            endUnlessOpen(offered);
        } else if (answer.isSuccess()) {
            send(offered);
        } else if (answer.code() == ReturnCode.MESSAGE_NOT_MEMBER.code()) {
            remove(offered, means.counters.left);
        } else {
            endUnlessOpen(offered);
        }
    }

    private void endUnlessOpen(Way offered) {
        if (offered.open == 0) {
            end();
        }
    }

    private static ImcCommand ifMember(SipAddress user) {
        return call -> call.room().flatMap(room -> room.member(user)).filter(member -> member.role().isPresent())
                .isPresent() ? Step.done() : Step.refused(ReturnCode.MESSAGE_NOT_MEMBER);
    }

    private void send(Way begun) {
        Transport transport = means.transport;
        if (transport == null) {
            endUnlessOpen(begun);
            return;
        }
        OfflineMessage message = begun.kept.message();
        DelayedText delayed = new DelayedText(means.settings.get(OfflineSettings.DELAYED_TEXT),
                means.settings.get(OfflineSettings.TIME_ZONE).orElseGet(ZoneId::systemDefault));
        begun.contacts.addAll(means.contacts(user));
        begun.open++;
        begun.failed = false;
        int time = ++begun.times;
        transport.send(new Broadcast(message.room(), List.of(user), delayed.of(message, means.now()),
                message.headers()), (copy, receiver, delivery) -> sent(begun, time, delivery));
    }

    /** On any thread: what he has is removed at once, even where this bundle stops meanwhile. */
    private void sent(Way begun, int time, Delivery delivery) {
        if (delivery.result() != Delivery.Result.DELIVERED) {
            means.later(() -> guarded(() -> notTaken(begun, time, delivery)));
        } else if (begun.over.compareAndSet(false, true)) {
            boxes.given(user, begun.kept.id());
            remove(begun.kept, means.counters.delivered);
        }
    }

    private void notTaken(Way begun, int time, Delivery delivery) {
        begun.open--;
        begun.failed |= time == begun.times;
        if (begun.over.get() || over) {
            return;
        }
        if (!Intake.passes(delivery)) {
            remove(begun, means.counters.refused);
        } else {
            endUnlessOpen(begun);
        }
    }

    /**
     * He has shown himself, and may be somewhere else than where a message is on its way to; or what he was sent there
     * has failed meanwhile. On any thread.
     */
    void shown() {
        means.later(() -> guarded(() -> {
            Way begun = way;
            if (over || begun == null || begun.over.get() || begun.open == 0) {
                return;
            }
            List<Contact> now = means.contacts(user);
            if (begun.failed || !begun.contacts.containsAll(now)) {
                begun.failed = false;
                begun.contacts.addAll(now);
                offer(begun);
            }
        }));
    }

    private void remove(Way ended, LongAdder count) {
        if (ended.over.compareAndSet(false, true)) {
            remove(ended.kept, count);
        }
    }

    private void remove(Kept kept, LongAdder count) {
        count.increment();
        then(removal(kept), done -> {
            boxes.removed(user, kept.id());
            next();
        });
    }

    private CompletionStage<Void> removal(Kept kept) {
        try {
            return store.remove(List.of(kept.id()));
        } catch (Throwable e) { // what it promises by its stage
            return CompletableFuture.failedFuture(e);
        }
    }
}
