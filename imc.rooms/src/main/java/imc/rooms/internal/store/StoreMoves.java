package imc.rooms.internal.store;

import imc.api.store.StoreException;
import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which store serves, as a state machine: who serves, who is being moved to and who waits for that changes in the
 * worker's turns alone, which wait for nothing. What takes time is done aside and comes back as a turn. Everything that
 * a store does meanwhile, leaving above all, is a turn of its own before or after.
 */
final class StoreMoves {

    static final Duration RETRY = Duration.ofSeconds(5);
    static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);

    private final Rooms rooms;
    private final ConferenceSettings settings;
    private final TakeOver takeOver;
    private final LastStore last;
    private final Commits commits;
    private final ServingStore serving;
    private final GateWorker worker;
    private final Failures failures;
    private final Events events;
    private final Supplier<List<String>> names;
    private final Deque<Move> waiting = new ArrayDeque<>();
    private Move moving;
    private boolean ended;
    private volatile Move.Outcome lastMove;

    StoreMoves(Rooms rooms, ConferenceSettings settings, LastStore last, ServingStore serving, Commits commits,
            GateWorker worker, Failures failures, Events events, Supplier<List<String>> names) {
        this.rooms = rooms;
        this.settings = settings;
        this.takeOver = new TakeOver(rooms, settings);
        this.last = last;
        this.serving = serving;
        this.commits = commits;
        this.worker = worker;
        this.failures = failures;
        this.events = events;
        this.names = names;
    }

    /** Which history the rooms in memory belong to. */
    Optional<String> lineage() {
        return takeOver.lineage();
    }

    /** How the serving store came to serve. */
    Optional<Move.Outcome> lastMove() {
        return Optional.ofNullable(lastMove);
    }

    /** A store has come. */
    void arrived(StoreCandidate candidate) {
        if (standsBy(candidate)) {
            return;
        }
        if (candidate.ranking() < 0 && !rooms.areKnown()) {
            // at a start the store of last resort gives way to the one that is still opening its database
            worker.turnAfter(settings.swapTimeout(), () -> worker.aside(() -> {
                Optional<String> before = last.name();
                worker.turn(() -> stepIn(candidate, before));
            }));
        } else {
            request(Move.to(candidate));
        }
    }

    private boolean standsBy(StoreCandidate candidate) {
        StoreCandidate current = serving.chosen();
        if (current == null || current == candidate || current.ranking() < candidate.ranking()) {
            return false;
        }
        LOG.info("the store {} stands by, {} serves; imc:swapStore {} moves to it", candidate.name(), current.name(),
                candidate.name());
        return true;
    }

    /** A store of last resort begins, unless the rooms are known to be in another. */
    private void stepIn(StoreCandidate candidate, Optional<String> before) {
        if (rooms.areKnown() || before.isEmpty() || before.get().equals(candidate.name())) {
            request(Move.to(candidate));
            return;
        }
        String refusal = ("the store %s has served last and is not here yet; rooms cannot change until it is. To begin "
                + "without its rooms, call imc:swapStore %s").formatted(before.get(), candidate.name());
        serving.refusal(refusal);
        LOG.warn(refusal);
    }

    /** A store has gone; quietly, if the whole server goes. */
    void left(StoreCandidate gone, boolean quietly) {
        if (serving.chosen() != gone) {
            return;
        }
        serving.pause();
        events.store("away", gone.name(), "");
        if (quietly) {
            LOG.info("the store {} has closed", gone.name());
        } else {
            String sentence = "the store " + gone.name() + " is away: chat goes on, rooms cannot change until it is "
                    + "back"
                    + (names.get().isEmpty() ? "" : "; imc:swapStore moves to one of " + names.get());
            serving.trouble(Optional.of(new Trouble(gone, true, "it was away", sentence)));
            LOG.warn(sentence);
        }
    }

    /** Begins a move when those before it have ended. */
    void request(Move move) {
        if (ended) {
            move.failed(new StoreException("The server is stopping"));
            return;
        }
        waiting.add(move);
        moveOn();
    }

    private void moveOn() {
        while (moving == null && !waiting.isEmpty()) {
            Move move = waiting.remove();
            StoreCandidate store = move.next();
            if (store.hasLeft()) {
                move.failed(gone(store));
            } else if (serving.chosen() == store) {
                move.failed(new StoreException("The store " + store.name() + " serves already"));
            } else if (move.isWanted() || !standsBy(store)) {
                moving = move;
                aside(move, () -> move.prepare(takeOver), () -> prepared(move));
            }
        }
    }

    private void aside(Move move, GateWorker.Slow slow, Runnable then) {
        worker.aside(slow, failure -> {
            if (moving == move && failure == null) {
                then.run();
            } else if (moving == move) {
                failed(move, failure);
            }
        });
    }

    private static StoreException gone(StoreCandidate store) {
        return new StoreException("The store " + store.name() + " has gone");
    }

    private void prepared(Move move) {
        if (move.next().hasLeft()) {
            failed(move, gone(move.next()));
            return;
        }
        move.before = serving.chosen();
        move.paused = System.nanoTime();
        move.phase = Move.Phase.SETTLING;
        serving.pause();
        awaitSettled(move);
    }

    private void awaitSettled(Move move) {
        commits.settled().whenComplete((done, failure) -> worker.turn(() -> settled(move)));
        worker.turnAfter(SETTLE, () -> notSettled(move));
    }

    private void settled(Move move) {
        if (moving == move && move.phase == Move.Phase.SETTLING) {
            move.phase = Move.Phase.COMPLETING;
            aside(move, () -> move.complete(last), () -> completed(move));
        }
    }

    /** The store before is silent: what it was given and has not acknowledged is not done, whatever it says later. */
    private void notSettled(Move move) {
        if (moving != move || move.phase != Move.Phase.SETTLING) {
            return;
        }
        if (move.hasGivenUp) {
            failed(move, new StoreException(commits.size() + " changes do not come to an end"));
            return;
        }
        LOG.error("{} changes have had no answer from the store for {} s; they are refused, "
                + "and the rooms move on to {}", commits.size(), SETTLE.toSeconds(), move.next().name());
        move.hasGivenUp = true;
        commits.giveUp("the store was left because it did not answer");
        awaitSettled(move);
    }

    private void completed(Move move) {
        StoreCandidate store = move.next();
        moving = null;
        rooms.setKnown();
        if (store.hasLeft()) {
            move.failed(gone(store));
            goBack(move, false);
        } else {
            serving.begin(store);
            serving.refusal("");
            lastMove = move.outcome(System.nanoTime());
            LOG.info("the store {} serves: {} rooms, {} read from it, {} brought up to date in it", store.name(),
                    rooms.size(), move.read(), move.written());
            events.store("serves", store.name(), "from=" + Events.quoted(lastMove.from()));
            move.ended(lastMove);
        }
        moveOn();
    }

    private void failed(Move move, Throwable why) {
        StoreCandidate store = move.next();
        moving = null;
        if (move.phase != Move.Phase.PREPARING) {
            goBack(move, !move.isComplete());
        }
        if (why instanceof Error || why instanceof RuntimeException) {
            failures.report("the move to a store failed", why);
        }
        events.store("refused", store.name(), "why=" + Events.quoted(why.getMessage()));
        if (move.isWanted()) {
            move.failed(why);
        } else if (!store.hasLeft()) {
            String refusal = StoreTrial.text(why);
            serving.refusal(refusal);
            if (why instanceof StoreConflictException) {
                LOG.error(refusal);
            } else {
                LOG.error("the store {} cannot serve, next try in {} s: {}", store.name(), RETRY.toSeconds(), refusal,
                        why.getCause());
                worker.turnAfter(RETRY, () -> request(Move.to(store)));
            }
        }
        moveOn();
    }

    /** The store before serves again: as it is, or, where it and memory may differ by now, when they are level. */
    private void goBack(Move move, boolean memoryIsAsItWas) {
        StoreCandidate before = move.before;
        if (before == null || before.hasLeft()) {
            return;
        }
        if (memoryIsAsItWas && !move.hasGivenUp) {
            serving.begin(before);
        } else {
            waiting.addFirst(Move.to(before));
        }
    }

    /** Nobody serves any more, and whoever waits for a move is told so. */
    void end() {
        ended = true;
        serving.pause();
        if (moving != null) {
            waiting.add(moving);
            moving = null;
        }
        waiting.forEach(move -> move.failed(new StoreException("The server is stopping")));
        waiting.clear();
    }
}
