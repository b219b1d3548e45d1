package imc.offline.internal;

import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.offline.OfflineStore.Kept;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Transport;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Gives members what was kept for them: each one message after the other, the next when the one before was taken, and
 * so many members at a time. What fails ends a member's run; it begins again when he registers, speaks, or is spoken
 * to.
 */
final class Runs {

    /** So many of a member's messages are in memory at a time. They go in the order in which they were said. */
    static final int AT_ONCE = 32;
    /** A room whose rooms' bundle is replaced never answers. */
    private static final int LONGEST_TURN_SECONDS = 60;

    private static final Comparator<Kept> ORDER =
            Comparator.<Kept, Instant>comparing(kept -> kept.message().sent()).thenComparing(Kept::id);

    private final Means means;
    private final OfflineStore store;
    private final Boxes boxes;
    /** Those who wait for their turn: who has shown himself comes before who may be reached, and may be not. */
    private final Set<SipAddress> shown = new LinkedHashSet<>();
    private final Set<SipAddress> due = new LinkedHashSet<>();
    private int active;
    private volatile boolean closed;

    Runs(Means means, OfflineStore store, Boxes boxes) {
        this.means = means;
        this.store = store;
        this.boxes = boxes;
    }

    /** A member has shown himself. */
    void shown(SipAddress user) {
        if (boxes.isEmpty() || closed) {
            return;
        }
        if (boxes.begins(user, true)) {
            begin(user, shown);
        } else {
            synchronized (this) {
                if (due.remove(user)) {
                    shown.add(user);
                }
            }
        }
    }

    /** There is something for a member, who may be reached. */
    void mayBegin(SipAddress user) {
        Transport transport = means.transport;
        if (transport != null && !closed && !transport.isAway(user) && boxes.begins(user, false)) {
            begin(user, due);
        }
    }

    /** Tries all who may be reached. */
    void lookRound() {
        boxes.users().forEach(this::mayBegin);
    }

    /** No other run begins. */
    void close() {
        closed = true;
    }

    synchronized int active() {
        return active;
    }

    private void begin(SipAddress user, Set<SipAddress> queue) {
        synchronized (this) {
            if (active >= means.settings.get(OfflineSettings.MAX_RUNS)) {
                queue.add(user);
                return;
            }
            active++;
        }
        means.later(new Run(user)::look);
    }

    private void ended(SipAddress user, boolean again) {
        SipAddress next;
        synchronized (this) {
            if (again) {
                shown.add(user);
            }
            Iterator<SipAddress> first = (shown.isEmpty() ? due : shown).iterator();
            if (!first.hasNext()) {
                active--;
                return;
            }
            next = first.next();
            first.remove();
        }
        means.later(new Run(next)::look);
    }

    private static ImcCommand ifMember(SipAddress user) {
        return call -> call.room().flatMap(room -> room.member(user)).filter(member -> member.role().isPresent())
                .isPresent() ? Step.done() : Step.refused(ReturnCode.MESSAGE_NOT_MEMBER);
    }

    /** One member is given what waits for him. All of it on the thread of the deliveries. */
    private final class Run {

        private final SipAddress user;
        private final Queue<Kept> found = new ArrayDeque<>();
        private boolean over;

        Run(SipAddress user) {
            this.user = user;
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
            if (!over) {
                over = true;
                ended(user, boxes.ends(user));
            }
        }

        void look() {
            guarded(() -> {
                Transport transport = means.transport;
                if (closed || transport == null || transport.isAway(user)) {
                    end();
                    return;
                }
                int arrivals = boxes.arrivals(user);
                then(store.first(user, AT_ONCE), messages -> found(messages, arrivals));
            });
        }

        private void found(List<Kept> messages, int arrivals) {
            messages.stream().sorted(ORDER).forEach(found::add);
            if (!found.isEmpty()) {
                next();
            } else if (boxes.isMore(user, arrivals)) {
                look();
            } else {
                over = true;
                ended(user, false);
            }
        }

        private void next() {
            Kept kept = found.poll();
            Rooms rooms = means.rooms;
            if (kept == null) {
                look();
            } else if (boxes.isGiven(user, kept.id())) {
                remove(kept, new LongAdder());
            } else if (!kept.message().expires().isAfter(means.now())) {
                remove(kept, means.counters.expired);
            } else if (rooms == null || closed) {
                end();
            } else {
                SipAddress room = kept.message().room();
                then(rooms.change(room, Cause.of("offline", room), ifMember(user)).toCompletableFuture()
                        .orTimeout(LONGEST_TURN_SECONDS, TimeUnit.SECONDS), answer -> {
                            if (answer.isSuccess()) {
                                send(kept);
                            } else if (answer.code() == ReturnCode.MESSAGE_NOT_MEMBER.code()) {
                                remove(kept, means.counters.left);
                            } else {
                                end();
                            }
                        });
            }
        }

        private void send(Kept kept) {
            Transport transport = means.transport;
            if (transport == null) {
                end();
                return;
            }
            OfflineMessage message = kept.message();
            DelayedText delayed = new DelayedText(means.settings.get(OfflineSettings.DELAYED_TEXT),
                    OfflineSettings.zoneOf(means.settings.get(OfflineSettings.TIME_ZONE)));
            transport.send(new Broadcast(message.room(), List.of(user), delayed.of(message, means.now()),
                    message.headers()), (copy, receiver, delivery) -> sent(kept, delivery));
        }

        /** On any thread: what he has is removed at once, even where this bundle stops meanwhile. */
        private void sent(Kept kept, Delivery delivery) {
            if (delivery.result() == Delivery.Result.DELIVERED) {
                boxes.given(user, kept.id());
                guarded(() -> remove(kept, means.counters.delivered));
            } else if (Intake.passes(delivery)) {
                means.later(this::end);
            } else {
                guarded(() -> remove(kept, means.counters.refused));
            }
        }

        private void remove(Kept kept, LongAdder count) {
            count.increment();
            then(store.remove(List.of(kept.id())), done -> {
                boxes.removed(user, kept.id());
                next();
            });
        }
    }
}
