package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every {@link OfflineStore} promises. A store's own tests extend this and say how it is opened and closed. */
@ExtendWith(ConformanceSummary.class)
public abstract class OfflineConformance extends FurtherStore<OfflineStore> {

    private static final Instant EXPIRES = SENT.plusSeconds(3600);

    private static OfflineMessage message(SipAddress receiver, String text, Instant expires) {
        return new OfflineMessage(receiver, ROOM, ALICE, Content.text(text), Map.of("In-Reply-To", "call"), SENT,
                expires);
    }

    private static OfflineMessage message(SipAddress receiver, String text) {
        return message(receiver, text, EXPIRES);
    }

    @Override
    final CompletionStage<?> ask(OfflineStore of, int number) {
        return of.keep(List.of(message(ALICE, "text " + number)));
    }

    private List<OfflineStore.Kept> first(SipAddress receiver, int count) throws Exception {
        return done(store.first(receiver, count));
    }

    private List<String> texts(SipAddress receiver) throws Exception {
        return texts(receiver, 10_000);
    }

    private List<String> texts(SipAddress receiver, int count) throws Exception {
        return first(receiver, count).stream().map(kept -> kept.message().content().asText()).toList();
    }

    private static void assertSame(OfflineMessage expected, OfflineMessage found) {
        assertArrayEquals(expected.content().bytes(), found.content().bytes());
        assertEquals(expected.content().type(), found.content().type());
        Content none = Content.text("");
        assertEquals(with(expected, none), with(found, none));
    }

    private static OfflineMessage with(OfflineMessage message, Content content) {
        return new OfflineMessage(message.receiver(), message.room(), message.sender(), content, message.headers(),
                message.sent(), message.expires());
    }

    private void assertComesBack(OfflineMessage message) throws Exception {
        done(store.keep(List.of(message)));
        reopen();
        List<OfflineStore.Kept> kept = first(message.receiver(), 10);
        assertEquals(1, kept.size());
        assertSame(message, kept.get(0).message());
        done(store.remove(List.of(kept.get(0).id())));
    }

    @Test
    void anAnswerHasAtMostSoManyBytesTheFirstOnesAndOneInAnyCase() throws Exception {
        String large = "x".repeat(32_000);
        for (int i = 0; i < 10; i++) {
            done(store.keep(List.of(message(ALICE, i + large))));
        }
        done(store.keep(List.of(message(BOB, "x".repeat(OfflineStore.MOST_BYTES + 1)), message(BOB, "last"))));

        List<OfflineStore.Kept> first = first(ALICE, 32);
        assertEquals(8, first.size());
        assertTrue(first.get(7).message().content().asText().startsWith("7"));
        done(store.remove(first.stream().map(OfflineStore.Kept::id).toList()));
        assertEquals(2, first(ALICE, 32).size());
        assertEquals(1, first(BOB, 32).size());
    }

    @Test
    void everythingOfAMessageComesBackWhateverItIs() throws Exception {
        assertComesBack(new OfflineMessage(ALICE, ROOM, BOB, new Content("application/octet-stream", allBytes()),
                Map.of("In-Reply-To", "a@b", "Date", "Sun, 25 Oct 2026 02:30:00 GMT"), SENT, Instant.MAX));
        assertComesBack(new OfflineMessage(SipAddress.parse("tel:+4930123456"), SipAddress.parse("sip:caf%C3%A9@[::1]"),
                SipAddress.parse("tel:1;phone-context=example.com"), new Content("", new byte[0]), Map.of(),
                Instant.EPOCH, Instant.EPOCH));
        SipAddress longest = SipAddress.parse(LONGEST);
        assertComesBack(new OfflineMessage(longest, longest, longest,
                new Content("text/plain;x=" + "t".repeat(1000), new byte[1_000_000]),
                Map.of("X", "v".repeat(8000), "Subject", ODD, "Y", "", "Z", " a: b\r\n c\n\r \\r\\"), SENT, EXPIRES));
        assertComesBack(message(BOB, ODD));
    }

    @Test
    void theOldestComeFirstAndNobodyGetsAnothersMessages() throws Exception {
        SipAddress upper = SipAddress.parse("sip:Alice@example.com");
        done(store.keep(List.of(message(ALICE, "1"), message(BOB, "b"), message(ALICE, "2"))));
        done(store.keep(List.of(message(upper, "A"), message(ALICE, "3", SENT))));
        done(store.keep(List.of()));
        reopen();
        done(store.keep(List.of(message(ALICE, "4"))));

        assertEquals(List.of("1", "2", "3", "4"), texts(ALICE));
        assertEquals(List.of("b"), texts(BOB));
        assertEquals(List.of("A"), texts(upper));
        assertEquals(List.of(), texts(SipAddress.parse("sip:carol@example.com")));
        assertEquals(List.of("1", "2"), texts(ALICE, 2));
    }

    @Test
    void whatIsRemovedIsGoneAndItsIdIsNeverThatOfAnother() throws Exception {
        done(store.keep(List.of(message(ALICE, "1"), message(ALICE, "2"), message(BOB, "b"), message(ALICE, "3"))));
        List<OfflineStore.Kept> kept = first(ALICE, 10);
        long last = kept.get(2).id();
        done(store.remove(List.of(kept.get(0).id(), kept.get(2).id(), kept.get(0).id(), Long.MAX_VALUE)));
        done(store.remove(List.of()));
        assertEquals(List.of("2"), texts(ALICE));
        assertEquals(List.of("b"), texts(BOB));

        reopen();
        done(store.keep(List.of(message(ALICE, "4"))));
        assertEquals(List.of("2", "4"), texts(ALICE));
        assertTrue(first(ALICE, 10).get(1).id() > last);
    }

    @Test
    void theyAreCountedAndTakenAwayByTheirReceiversWhenTheyExpire() throws Exception {
        assertEquals(Map.of(), done(store.counts()));
        assertEquals(Map.of(), done(store.expire(Instant.MAX)));
        done(store.keep(List.of(message(ALICE, "1"), message(BOB, "2", EXPIRES.plusMillis(1)),
                message(ALICE, "3", EXPIRES.minusMillis(1)), message(ALICE, "4", Instant.MAX))));
        reopen();
        assertEquals(Map.of(ALICE, 3, BOB, 1), done(store.counts()));

        assertEquals(Map.of(), done(store.expire(EXPIRES.minusMillis(2))));
        assertEquals(Map.of(ALICE, 2), done(store.expire(EXPIRES)));
        assertEquals(Map.of(), done(store.expire(EXPIRES)));
        reopen();
        assertEquals(Map.of(ALICE, 1, BOB, 1), done(store.counts()));
        assertEquals(List.of("4"), texts(ALICE));
        assertEquals(Map.of(BOB, 1), done(store.expire(EXPIRES.plusMillis(1))));
        assertEquals(Map.of(ALICE, 1), done(store.counts()));
    }

    @Test
    void eachOfManyCallersHasItsOrderKept() throws Exception {
        onThreads(8, number -> {
            SipAddress own = SipAddress.parse("sip:own" + number + "@example.com");
            List<CompletionStage<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                stages.add(store.keep(List.of(message(own, "a" + i), message(BOB, number + "-" + i),
                        message(own, "b" + i))));
            }
            allDone(stages);
        });
        reopen();
        List<String> bobs = texts(BOB);
        assertEquals(400, bobs.size());
        List<Long> ids = first(BOB, 1000).stream().map(OfflineStore.Kept::id).toList();
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
        for (int number = 0; number < 8; number++) {
            String prefix = number + "-";
            List<String> expected = new ArrayList<>();
            List<String> expectedOwn = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                expected.add(prefix + i);
                expectedOwn.addAll(List.of("a" + i, "b" + i));
            }
            assertEquals(expected, bobs.stream().filter(text -> text.startsWith(prefix)).toList());
            assertEquals(expectedOwn, texts(SipAddress.parse("sip:own" + number + "@example.com")));
        }
    }
}
