package imc.room.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what rooms keep no longer: now and then what is too much, or too old; of a room that is gone, all. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** What is forgotten of more rooms is deleted when it is old; nobody can read it before. */
    private static final int MOST_GONE = 10_000;

    private final Set<SipAddress> said = ConcurrentHashMap.newKeySet();
    /** Until when what was said there is to be deleted. */
    private final Map<SipAddress, Instant> gone = new ConcurrentHashMap<>();

    /** Something was said in a room that keeps it. */
    void said(SipAddress room) {
        said.add(room);
    }

    /** A room keeps nothing any more, until now or whatever it kept. */
    void gone(SipAddress room, Instant until) {
        if (gone.size() < MOST_GONE) {
            gone.put(room, until);
        }
    }

    /** Deletes what is left of rooms that are gone; again, until it is done. */
    void deleteGone(MessageArchive archive) {
        gone.forEach((room, until) -> trim(archive, Optional.of(room), until, Integer.MAX_VALUE,
                () -> gone.remove(room, until)));
    }

    /** Deletes what is too much in rooms where something was said since the last time, and what is too old anywhere. */
    void sweep(Archive rooms, MessageArchive archive) {
        Instant old = rooms.oldest();
        deleteGone(archive);
        trim(archive, Optional.empty(), old, Integer.MAX_VALUE, () -> { });
        for (SipAddress room : said) {
            said.remove(room);
            rooms.recording(room).ifPresent(recording -> trim(archive, Optional.of(room), old,
                    rooms.length(recording), () -> { }));
        }
    }

    private static void trim(MessageArchive archive, Optional<SipAddress> room, Instant before, int keep,
            Runnable done) {
        try {
            archive.trim(room, before, keep).whenComplete((count, failure) -> {
                if (failure == null) {
                    done.run();
                } else {
                    failed(failure);
                }
            });
        } catch (RuntimeException e) { // what it promises by its stage
            failed(e);
        }
    }

    private static void failed(Throwable why) {
        LOG.warn("The rooms' history could not be trimmed: {}", why.getMessage());
    }
}
