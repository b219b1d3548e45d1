package imc.room.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive;
import imc.api.archive.MessageArchive.Amount;
import imc.api.archive.Recording;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what rooms keep no longer: now and then what is too much, or too old; of a room that is gone, all. */
final class Upkeep {

    private static final Amount NOTHING = new Amount(0, 0);
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** What is forgotten of more rooms is deleted when it is old; nobody can read it before. */
    private static final int MOST_GONE = 10_000;
    /** How much is kept is counted; now and then it is read, where it matters and may be less by now. */
    private static final int SWEEPS_A_LOOK = 12;

    private final Amounts amounts = new Amounts();
    private final Set<SipAddress> said = ConcurrentHashMap.newKeySet();
    /** Until when what was said there is to be deleted. */
    private final Map<SipAddress, Instant> gone = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    /** Belongs to the thread of the sweeps. */
    private int sweeps;

    /** Something was said in a room that keeps it. */
    void said(SipAddress room) {
        said.add(room);
    }

    /** How much is in an archive is found out, on its own time. */
    void look(MessageArchive archive) {
        ask(archive, Optional.empty(), amounts::found, () -> { });
    }

    long bytes() {
        return amounts.bytes();
    }

    /** A message was given to the archive. What is much more than the room keeps, or may keep, is deleted at once. */
    void kept(Archive rooms, MessageArchive archive, SipAddress room, int body) {
        Recording recording = rooms.recording(room).orElse(null);
        if (recording == null) {
            return;
        }
        OptionalInt last = amounts.said(room, body, rooms.length(recording), rooms.mostBytes());
        if (last.isPresent()) {
            trim(archive, Optional.of(room), rooms.oldest(), last.getAsInt(),
                    deleted -> recount(archive, room, deleted), () -> amounts.trimmed(room, 0));
        }
    }

    private void recount(MessageArchive archive, SipAddress room, int deleted) {
        ask(archive, Optional.of(room), found -> amounts.trimmed(room, found.getOrDefault(room, NOTHING)),
                () -> amounts.trimmed(room, deleted));
    }

    private static void ask(MessageArchive archive, Optional<SipAddress> room,
            Consumer<Map<SipAddress, Amount>> found, Runnable unknown) {
        try {
            archive.amounts(room).whenComplete((amounts, failure) -> {
                if (failure == null) {
                    found.accept(amounts);
                } else {
                    unknown.run();
                }
            });
        } catch (RuntimeException e) { // what it promises by its stage
            unknown.run();
        }
    }

    /** A room keeps nothing any more, until now or whatever it kept. */
    void gone(SipAddress room, Instant until) {
        amounts.gone(room);
        if (gone.size() < MOST_GONE) {
            gone.put(room, until);
        }
    }

    /** Deletes what is left of rooms that are gone; again, until it is done. */
    void deleteGone(MessageArchive archive) {
        gone.forEach((room, until) -> trim(archive, Optional.of(room), until, Integer.MAX_VALUE,
                count -> gone.remove(room, until), () -> { }));
    }

    /** Deletes what is too much in rooms where something was said since the last time, and what is too old anywhere. */
    void sweep(Archive rooms, MessageArchive archive) {
        Instant old = rooms.oldest();
        deleteGone(archive);
        trim(archive, Optional.empty(), old, Integer.MAX_VALUE, count -> { }, () -> { });
        sweeps++;
        if (sweeps % SWEEPS_A_LOOK == 0 && amounts.isTight(rooms.mostBytes())) {
            look(archive);
        }
        for (SipAddress room : said) {
            said.remove(room);
            rooms.recording(room).ifPresent(recording -> trim(archive, Optional.of(room), old,
                    rooms.length(recording), count -> {
                        if (count > 0) {
                            recount(archive, room, count);
                        }
                    }, () -> { }));
        }
    }

    private void trim(MessageArchive archive, Optional<SipAddress> room, Instant before, int keep,
            IntConsumer done, Runnable undone) {
        try {
            archive.trim(room, before, keep).whenComplete((count, failure) -> {
                if (failure == null) {
                    failing.set(false);
                    done.accept(count);
                } else {
                    failed(failure);
                    undone.run();
                }
            });
        } catch (RuntimeException e) { // what it promises by its stage
            failed(e);
            undone.run();
        }
    }

    private void failed(Throwable why) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("The rooms' history could not be trimmed, which is said again when it was: {}", why.getMessage());
        }
    }
}
