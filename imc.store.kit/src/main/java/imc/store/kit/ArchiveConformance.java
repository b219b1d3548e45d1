package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.api.archive.MessageArchive.Amount;
import imc.api.archive.MessageArchive.Archived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every {@link MessageArchive} promises. A store's own tests extend this and say how it is opened and closed. */
@ExtendWith(ConformanceSummary.class)
public abstract class ArchiveConformance extends FurtherStore<MessageArchive> {

    private static final SipAddress OTHER = SipAddress.parse("sip:Chat-000@example.com");
    private static final int MANY = 1_200;

    private static ArchivedMessage message(SipAddress room, SipAddress sender, String text, Instant sent) {
        return new ArchivedMessage(room, sender, sender.user(), Content.text(text), sent);
    }

    private static ArchivedMessage message(SipAddress room, String text) {
        return message(room, ALICE, text, SENT);
    }

    @Override
    final CompletionStage<?> ask(MessageArchive of, int number) {
        return of.append(message(ROOM, "text " + number));
    }

    private void append(ArchivedMessage... messages) throws Exception {
        allDone(Stream.of(messages).map(store::append).toList());
    }

    private static List<String> texts(List<ArchivedMessage> messages) {
        return messages.stream().map(message -> message.content().asText()).toList();
    }

    private static List<String> textsOf(List<Archived> archived) {
        return texts(archived.stream().map(Archived::message).toList());
    }

    private List<String> texts(SipAddress room) throws Exception {
        return texts(done(store.last(room, Optional.empty(), 10_000)));
    }

    private List<String> last(Instant since, int count) throws Exception {
        return texts(done(store.last(ROOM, Optional.of(since), count)));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private void assertComesBack(ArchivedMessage message) throws Exception {
        append(message);
        reopen();
        List<ArchivedMessage> last = done(store.last(message.room(), Optional.empty(), 10));
        assertEquals(1, last.size());
        assertSame(message, last.get(0));
        assertSame(message, done(store.after(message.room(), 0, 10)).get(0).message());
        assertEquals(1, done(store.delete(message.room())));
    }

    private static void assertSame(ArchivedMessage expected, ArchivedMessage found) {
        assertArrayEquals(expected.content().bytes(), found.content().bytes());
        assertEquals(new ArchivedMessage(expected.room(), expected.sender(), expected.name(), found.content(),
                expected.sent()), found);
        assertEquals(expected.content().type(), found.content().type());
    }

    @Test
    void everythingOfAMessageComesBackWhateverItIs() throws Exception {
        assertComesBack(new ArchivedMessage(ROOM, ALICE, "alice", new Content("text/plain;charset=x", allBytes()),
                SENT));
        assertComesBack(new ArchivedMessage(SipAddress.parse("sip:caf%C3%A9@[::1]"),
                SipAddress.parse("tel:1;phone-context=example.com"), "", new Content("", new byte[0]), Instant.EPOCH));
        SipAddress longest = SipAddress.parse(LONGEST);
        assertComesBack(new ArchivedMessage(longest, longest, "n".repeat(4096),
                new Content("text/plain;x=" + "t".repeat(1000), new byte[1_000_000]), SENT));
        assertComesBack(new ArchivedMessage(ROOM, BOB, ODD, Content.text(ODD), SENT));
    }

    @Test
    void theLastOnesComeInTheOrderInWhichTheyWereSaidOfOneRoomAlone() throws Exception {
        assertEquals(List.of(), texts(ROOM));
        append(message(ROOM, "0"), message(OTHER, "A"), message(ROOM, "1"), message(ROOM, "2"));
        reopen();
        append(message(ROOM, "3"));

        assertEquals(numbers(0, 4), texts(ROOM));
        assertEquals(List.of("A"), texts(OTHER));
        assertEquals(List.of(), texts(ALICE));
        assertEquals(List.of("2", "3"), texts(done(store.last(ROOM, Optional.empty(), 2))));
        assertEquals(4, done(store.count(ROOM)));
        assertEquals(1, done(store.count(OTHER)));
        assertEquals(0, done(store.count(ALICE)));
    }

    @Test
    void theLastOnesSinceATimeAreThoseOfThatTimeAndLater() throws Exception {
        for (int i = 0; i < 5; i++) {
            append(message(ROOM, ALICE, "" + i, SENT.plusMillis(i)));
        }
        // a clock was put back
        append(message(ROOM, ALICE, "5", SENT), message(ROOM, ALICE, "6", SENT.plusMillis(9)));

        assertEquals(numbers(0, 7), last(SENT, 10));
        assertEquals(List.of("3", "4", "6"), last(SENT.plusMillis(3), 10));
        assertEquals(List.of("4", "6"), last(SENT.plusMillis(3), 2));
        assertEquals(List.of(), last(SENT.plusMillis(10), 2));
        assertEquals(numbers(0, 7), last(Instant.MIN, 7));
        assertEquals(List.of(), last(Instant.MAX, 7));
    }

    @Test
    void anAnswerHasAtMostSoManyBytesTheLastOnesAndOneInAnyCase() throws Exception {
        String large = "x".repeat(32_000);
        for (int i = 0; i < 20; i++) {
            append(message(ROOM, i + large));
        }
        append(message(OTHER, "A"), message(OTHER, "x".repeat(MessageArchive.MOST_BYTES + 1)));

        assertEquals(numbers(12, 20), starts(texts(ROOM), large));
        List<Archived> first = done(store.after(ROOM, 0, 100));
        assertEquals(numbers(0, 8), starts(textsOf(first), large));
        assertEquals(8, done(store.after(ROOM, first.get(7).id(), 100)).size());
        assertEquals(1, texts(OTHER).size());
        append(message(OTHER, "B"));
        assertEquals(List.of("B"), texts(OTHER));
        List<Archived> other = done(store.after(OTHER, 0, 10));
        assertEquals(1, other.size());
        assertEquals(1, done(store.after(OTHER, other.get(0).id(), 10)).size());
    }

    @Test
    void itTellsHowMuchItKeeps() throws Exception {
        assertEquals(Map.of(), done(store.amounts(Optional.empty())));
        append(message(ROOM, "12345"), message(OTHER, "1"), message(ROOM, "\u00e9"), message(ROOM, ""));
        reopen();
        assertEquals(Map.of(ROOM, new Amount(3, 7), OTHER, new Amount(1, 1)), done(store.amounts(Optional.empty())));
        assertEquals(Map.of(ROOM, new Amount(3, 7)), done(store.amounts(Optional.of(ROOM))));
        assertEquals(Map.of(), done(store.amounts(Optional.of(ALICE))));
    }

    private static List<String> starts(List<String> texts, String end) {
        return texts.stream().map(text -> text.replace(end, "")).toList();
    }

    @Test
    void allOfARoomAreReadInPartsAndNoIdIsThatOfAnother() throws Exception {
        append(message(ROOM, "0"), message(OTHER, "A"), message(ROOM, "1"), message(ROOM, "2"));
        List<Archived> first = done(store.after(ROOM, 0, 2));
        assertEquals(numbers(0, 2), textsOf(first));
        long read = first.get(1).id();
        assertTrue(first.get(0).id() > 0 && read > first.get(0).id(), first.toString());
        List<Archived> second = done(store.after(ROOM, read, 2));
        assertEquals(List.of("2"), textsOf(second));
        long last = second.get(0).id();
        assertEquals(List.of(), done(store.after(ROOM, last, 2)));

        assertEquals(3, done(store.delete(ROOM)));
        reopen();
        append(message(ROOM, "3"));
        assertTrue(done(store.after(ROOM, 0, 2)).get(0).id() > last);
    }

    @Test
    void whatIsOlderThanATimeGoesAndWhatIsTooMuch() throws Exception {
        assertEquals(0, done(store.trim(Optional.empty(), Instant.MAX, 0)));
        assertEquals(0, done(store.trim(Optional.of(ROOM), Instant.MAX, 0)));
        for (int i = 0; i < 6; i++) {
            append(message(ROOM, ALICE, "" + i, SENT.plusMillis(i)), message(OTHER, BOB, "" + i, SENT.plusMillis(i)));
        }
        assertEquals(0, done(store.trim(Optional.of(ROOM), SENT, 6)));
        assertEquals(0, done(store.trim(Optional.empty(), Instant.MIN, Integer.MAX_VALUE)));
        assertEquals(1, done(store.trim(Optional.of(ROOM), SENT.plusMillis(1), 5)));
        assertEquals(numbers(1, 6), texts(ROOM));
        assertEquals(numbers(0, 6), texts(OTHER));
        assertEquals(2, done(store.trim(Optional.of(ROOM), Instant.MIN, 3)));
        assertEquals(numbers(3, 6), texts(ROOM));
        reopen();

        assertEquals(3, done(store.trim(Optional.empty(), SENT.plusMillis(2), 3)));
        assertEquals(numbers(3, 6), texts(ROOM));
        assertEquals(numbers(3, 6), texts(OTHER));
        assertEquals(2, done(store.trim(Optional.empty(), SENT.plusMillis(4), Integer.MAX_VALUE)));
        assertEquals(2, done(store.trim(Optional.of(ROOM), Instant.MIN, 0)));
        assertEquals(List.of(), texts(ROOM));
        assertEquals(numbers(4, 6), texts(OTHER));
    }

    @Test
    void whatOneUserHasSaidGoesFromOneRoomOrFromAll() throws Exception {
        append(message(ROOM, ALICE, "1", SENT), message(ROOM, BOB, "2", SENT), message(OTHER, ALICE, "3", SENT),
                message(ROOM, SipAddress.parse("sip:Alice@example.com"), "4", SENT), message(ROOM, ALICE, "5", SENT),
                message(OTHER, BOB, "6", SENT));
        assertEquals(0, done(store.deleteUser(ROOM, Optional.empty())));
        assertEquals(2, done(store.deleteUser(ALICE, Optional.of(ROOM))));
        reopen();
        assertEquals(List.of("2", "4"), texts(ROOM));
        assertEquals(List.of("3", "6"), texts(OTHER));
        assertEquals(2, done(store.deleteUser(BOB, Optional.empty())));
        assertEquals(List.of("4"), texts(ROOM));
        assertEquals(List.of("3"), texts(OTHER));
    }

    @Test
    void muchIsDeletedToTheEndAndNothingThatComesAfterwards() throws Exception {
        ArchivedMessage[] many = numbers(0, MANY).stream().map(text -> message(ROOM, text))
                .toArray(ArchivedMessage[]::new);
        append(many);
        assertEquals(MANY - 20, done(store.trim(Optional.of(ROOM), Instant.MIN, 20)));
        assertEquals(numbers(MANY - 20, MANY), texts(ROOM));
        append(many);
        CompletionStage<Integer> deleted = store.delete(ROOM);
        CompletionStage<Void> appended = store.append(message(ROOM, "new"));
        assertEquals(MANY + 20, done(deleted));
        done(appended);
        assertEquals(List.of("new"), texts(ROOM));
    }

    @Test
    void eachOfManyCallersHasItsOrderKept() throws Exception {
        onThreads(8, number -> {
            List<CompletionStage<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                stages.add(store.append(message(ROOM, number + "-" + i)));
                stages.add(store.append(message(SipAddress.parse("sip:own" + number + "@example.com"), "" + i)));
                if (i % 10 == 9) {
                    String own = number + "-";
                    List<String> seen = texts(ROOM).stream().filter(text -> text.startsWith(own)).toList();
                    assertEquals(numbers(0, seen.size()).stream().map(own::concat).toList(), seen);
                }
            }
            allDone(stages);
        });
        reopen();
        List<String> all = texts(ROOM);
        assertEquals(400, all.size());
        List<Long> ids = done(store.after(ROOM, 0, 1000)).stream().map(Archived::id).toList();
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
        for (int number = 0; number < 8; number++) {
            String prefix = number + "-";
            assertEquals(numbers(0, 50).stream().map(prefix::concat).toList(),
                    all.stream().filter(text -> text.startsWith(prefix)).toList());
            assertEquals(numbers(0, 50), texts(SipAddress.parse("sip:own" + number + "@example.com")));
        }
    }
}
