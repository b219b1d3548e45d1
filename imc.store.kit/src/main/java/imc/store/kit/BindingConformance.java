package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.SipAddress;
import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import imc.api.sip.Flow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every {@link BindingStore} promises. A store's own tests extend this and say how it is opened and closed. */
@ExtendWith(ConformanceSummary.class)
public abstract class BindingConformance extends FurtherStore<BindingStore> {

    private static final Instant EXPIRES = Instant.parse("2027-03-28T02:30:00.123Z");

    /** A binding whose contact tells which of its versions it is. */
    private static StoredBinding binding(String ruid, int version) {
        return new StoredBinding(ruid, ALICE, "<sip:alice@10.0.0.1:" + version + ">", "sip:alice@10.0.0.1:" + version,
                1000, EXPIRES, "call", version, "client", "", 0, "", Optional.empty(), false, List.of());
    }

    @Override
    final CompletionStage<?> ask(BindingStore of, int number) {
        return of.write(List.of(binding("ruid" + number, 1)), List.of());
    }

    private Map<String, StoredBinding> loaded() throws Exception {
        Map<String, StoredBinding> loaded = new HashMap<>();
        done(store.load(binding -> {
            if (loaded.put(binding.ruid(), binding) != null) {
                throw new AssertionError(binding.ruid() + " came twice");
            }
        }));
        return loaded;
    }

    private void assertComeBack(StoredBinding... bindings) throws Exception {
        done(store.write(List.of(bindings), List.of()));
        reopen();
        Map<String, StoredBinding> loaded = loaded();
        assertEquals(bindings.length, loaded.size());
        for (StoredBinding each : bindings) {
            assertEquals(each, loaded.get(each.ruid()));
        }
    }

    @Test
    void everythingOfABindingComesBack() throws Exception {
        assertComeBack(
                new StoredBinding("uloc-1", ALICE, "\"Alice\" <sip:alice@10.0.0.1;transport=tcp>;q=0.125",
                        "sip:alice@10.0.0.1;transport=tcp", 125, EXPIRES, "843817637684230@998sdasdh09", 2147483647L,
                        "Linphone/3.6.1", "<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>", 2, "192.0.2.1",
                        Optional.of(new Flow("tls", "192.0.2.1", 65535, Long.MAX_VALUE)), true, List.of()),
                new StoredBinding("uloc-2", SipAddress.parse("tel:+4930123456"), "<sip:1@[2001:db8::1]:5070>",
                        "sip:1@[2001:db8::1]:5070", 0, Instant.EPOCH, "call", 0, "", "", 0, "",
                        Optional.of(new Flow("udp", "2001:db8::2", 1)), false, List.of()),
                new StoredBinding("uloc-3", SipAddress.parse("sip:a%40b@[2001:db8::1]"), "<sip:x@y>", "sip:x@y", 1000,
                        Instant.parse("9999-12-31T23:59:59.999Z"), "call", 1, "", "", 0, "", Optional.empty(), false,
                        List.of("sip:edge1.example.com;lr", "sips:a,b;c@edge2.example.com:5061;lr;x=%20")));
    }

    @Test
    void textsOfEveryKindAndLengthComeBack() throws Exception {
        List<String> path = IntStream.range(0, 10).mapToObj(i -> "sip:" + i + "p".repeat(1000) + ";lr").toList();
        assertComeBack(
                new StoredBinding("-._~!*'()\"%_\\".repeat(4), ALICE, '"' + ODD + '"' + "<sip:x@y>", "sip:x'%_\\@y",
                        500, EXPIRES, ODD, 1, ODD, ODD, 1, ODD, Optional.empty(), false, List.of("sip:'%_\\\"@y;lr")),
                new StoredBinding("r".repeat(64), ALICE, "\uD83D\uDE00".repeat(512), "u".repeat(1024), 1, EXPIRES,
                        "c".repeat(256), 1, "\u20AC".repeat(8192), "i".repeat(1024), 1, "s".repeat(128),
                        Optional.empty(), false, path));
    }

    @Test
    void whatIsPutTakesThePlaceOfItsLikeAndWhatIsRemovedIsGone() throws Exception {
        done(store.write(List.of(binding("a", 1), binding("b", 1), binding("A", 1), binding("c", 1)), List.of()));
        done(store.write(List.of(binding("b", 2), binding("d", 1), binding("d", 2)), List.of("c", "never", "c")));
        done(store.write(List.of(), List.of()));
        reopen();
        assertEquals(Map.of("a", binding("a", 1), "A", binding("A", 1), "b", binding("b", 2), "d", binding("d", 2)),
                loaded());
        done(store.write(List.of(binding("e", 1)), List.of("e", "a")));
        assertEquals(Map.of("A", binding("A", 1), "b", binding("b", 2), "d", binding("d", 2)), loaded());
    }

    @Test
    void batchesAreCarriedOutInTheOrderOfTheCalls() throws Exception {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            stages.add(future(store.write(List.of(binding("a", i), binding("odd", i)), List.of("b"))));
            stages.add(future(store.write(List.of(binding("b", i)), i % 2 == 0 ? List.of("odd") : List.of())));
        }
        allDone(stages);
        reopen();
        assertEquals(Map.of("a", binding("a", 300), "b", binding("b", 300)), loaded());
    }

    @Test
    void aLoadSeesEachBatchWholeAndAllThatWasAnsweredBeforeWhileManyWrite() throws Exception {
        done(store.write(List.of(binding("a", 1), binding("b", 1)), List.of()));
        onThreads(8, number -> {
            for (int i = 1; i <= 25; i++) {
                String own = "own" + number + "-" + i;
                int version = 1 + number * 100 + i;
                done(store.write(List.of(binding("a", version), binding("b", version), binding(own, i)), List.of()));
                Map<String, StoredBinding> loaded = loaded();
                assertEquals(Optional.ofNullable(loaded.get("a")).map(StoredBinding::uri),
                        Optional.ofNullable(loaded.get("b")).map(StoredBinding::uri));
                assertEquals(binding(own, i), loaded.get(own));
            }
        });
        reopen();
        assertEquals(202, loaded().size());
    }

    @Test
    void aReceiverThatFailsEndsTheLoadAndNothingElse() throws Exception {
        done(store.write(List.of(binding("a", 1)), List.of()));
        assertThrows(ExecutionException.class, () -> done(store.load(binding -> {
            throw new IllegalStateException("for a test");
        })));
        assertEquals(1, loaded().size());
    }
}
