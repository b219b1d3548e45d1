package imc.offline.internal;

import imc.api.Message;
import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.room.Keeper.Kept;
import imc.api.sip.SipHeaders;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Said;
import imc.api.transport.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps copies in a store. */
final class Intake {

    /** That somebody is writing is not worth telling later (RFC 3994). */
    private static final String IS_COMPOSING = "application/im-iscomposing+xml";
    /**
     * Refusals that pass: who is unavailable, busy or unreached now may take it later (RFC 3261 §21.4, §21.5, §21.6;
     * 430 is a flow that has ended, RFC 5626 §11.5). What is refused for what it is will be so again.
     */
    private static final Set<Integer> PASSING = Set.of(408, 430, 480, 486, 500, 502, 503, 504, 600);

    private final Means means;
    private final OfflineStore store;
    private final Boxes boxes;
    private final Runs runs;

    Intake(Means means, OfflineStore store, Boxes boxes, Runs runs) {
        this.means = means;
        this.store = store;
        this.boxes = boxes;
        this.runs = runs;
    }

    static boolean passes(Delivery delivery) {
        return delivery.result() != Delivery.Result.REFUSED || delivery.isShared()
                || PASSING.contains(delivery.status());
    }

    /** Before anybody is sent it: for whoever is away, and whoever has not got all that was said before. */
    Optional<Kept> keep(Broadcast speech) {
        Transport transport = means.transport;
        Said said = speech.said().orElse(null);
        if (transport == null || said == null) {
            return Optional.empty();
        }
        List<SipAddress> receivers = speech.receivers();
        BitSet away = new BitSet();
        for (int i = 0; i < receivers.size(); i++) {
            if (transport.isAway(receivers.get(i))) {
                away.set(i);
            }
        }
        if (away.isEmpty() && boxes.isEmpty() || !isWorthKeeping(said, speech.headers())) {
            return Optional.empty();
        }
        BitSet kept = arriving(receivers, away, said).kept();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<SipAddress> others = new ArrayList<>();
        List<SipAddress> waiting = new ArrayList<>();
        for (int i = 0; i < receivers.size(); i++) {
            (kept.get(i) ? waiting : others).add(receivers.get(i));
        }
        CompletionStage<Void> stored = store(speech, said, waiting);
        stored.whenComplete((done, failure) -> {
            if (failure == null) {
                waiting.forEach(runs::mayBegin);
            } else {
                sendAnyway(speech, said, waiting);
            }
        });
        return Optional.of(new Kept(others, stored));
    }

    /** A copy that did not arrive, of something that is still worth it. */
    boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        Said said = copy.said().orElse(null);
        if (said == null || !passes(delivery) || !isWorthKeeping(said, copy.headers())) {
            return false;
        }
        List<SipAddress> waiting = List.of(copy.receivers().get(receiver));
        BitSet away = new BitSet();
        away.set(0);
        Boxes.Arrival arrival = arriving(waiting, away, said);
        // Those for whom there was no room before they were sent may have got it.
        means.counters.full.add(arrival.full());
        if (arrival.kept().isEmpty()) {
            return false;
        }
        SipAddress user = waiting.get(0);
        store(copy, said, waiting).thenRun(() -> {
            // It went to where he was before: he is told where he is now.
            if (means.latest.get(user).filter(shown -> shown.isAfter(said.at())).isPresent()) {
                runs.shown(user);
            }
        });
        return true;
    }

    private boolean isWorthKeeping(Said said, Map<String, String> headers) {
        return !said.content().is(IS_COMPOSING) && expires(said, headers).isAfter(means.now());
    }

    private Boxes.Arrival arriving(List<SipAddress> receivers, BitSet away, Said said) {
        return boxes.arriving(said.speaker(), receivers, away, means.settings.get(OfflineSettings.MAX_PER_MEMBER),
                means.settings.get(OfflineSettings.MAX_MESSAGES), length(said));
    }

    private static int length(Said said) {
        return said.content().bytes().length;
    }

    /** The stage completes after it has been counted. */
    private CompletionStage<Void> store(Broadcast copy, Said said, List<SipAddress> waiting) {
        Map<String, String> headers = new HashMap<>(copy.headers());
        headers.putIfAbsent(Message.DATE, SipHeaders.date(said.at()));
        Instant expires = expires(said, headers);
        List<OfflineMessage> messages = waiting.stream().map(receiver -> new OfflineMessage(receiver, copy.from(),
                said.speaker(), said.content(), headers, said.at(), expires)).toList();
        return keep(messages).whenComplete((done, failure) -> {
            boxes.arrived(said.speaker(), waiting, length(said), failure == null);
            if (failure == null) {
                means.counters.kept.add(waiting.size());
                means.works();
            } else {
                means.failed(waiting.size(), "Messages of " + copy.from() + " could not be kept", failure);
            }
        });
    }

    private CompletionStage<Void> keep(List<OfflineMessage> messages) {
        try {
            return store.keep(messages);
        } catch (Throwable e) { // what it promises by its stage
            return CompletableFuture.failedFuture(e);
        }
    }

    /** As if there were no store: they may get it, and else it is lost. */
    private void sendAnyway(Broadcast speech, Said said, List<SipAddress> receivers) {
        Transport transport = means.transport;
        if (transport != null) {
            transport.send(new Broadcast(speech.from(), receivers, said.content(), speech.headers()),
                    (copy, receiver, delivery) -> { });
        }
    }

    /** By the configuration, and by the message itself (RFC 3428 §5); what is no number of seconds says nothing. */
    private Instant expires(Said said, Map<String, String> headers) {
        long longest = means.settings.get(OfflineSettings.EXPIRES);
        String own = headers.getOrDefault(Message.EXPIRES, "").strip();
        boolean isNumber = !own.isEmpty() && own.length() <= 10 && own.chars().allMatch(c -> c >= '0' && c <= '9');
        return said.at().plusSeconds(isNumber ? Math.min(longest, Long.parseLong(own)) : longest);
    }
}
