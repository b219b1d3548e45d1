package imc.room.history.internal;

import imc.api.Content;
import imc.api.Message;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.command.Notice;
import imc.api.command.TextParts;
import imc.api.sip.SipHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was said, as it is shown: {@code [bob 14:05]: text}, with the day where that is not today's.
 *
 * @param zone in which times are shown
 * @param most how many MESSAGEs there are at most: a long text goes out in parts
 */
record Replay(ZoneId zone, Instant now, int most) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /**
     * For a member who is there now, as far as he may read it now. Empty where he is not. Of more than may be sent the
     * last ones are; the very last one is in any case.
     */
    List<Notice> to(SipAddress reader, Optional<Room> place, List<ArchivedMessage> messages) {
        Instant since = place.flatMap(room -> Reader.of(room, reader)).map(Reader::since).orElse(Instant.MAX);
        List<ArchivedMessage> readable = messages.stream().filter(message -> !message.sent().isBefore(since))
                .sorted(Comparator.comparing(ArchivedMessage::sent)).toList();
        Deque<Notice> shown = new ArrayDeque<>();
        int sent = 0;
        for (int i = readable.size() - 1; i >= 0; i--) {
            Notice notice = notice(reader, readable.get(i));
            sent += parts(notice.content());
            if (sent > most && !shown.isEmpty()) {
                break;
            }
            shown.addFirst(notice);
        }
        return List.copyOf(shown);
    }

    private static int parts(Content content) {
        return content.bytes().length <= TextParts.MAX_BYTES ? 1 : TextParts.of(content.asText()).size();
    }

    private Notice notice(SipAddress reader, ArchivedMessage message) {
        return Notice.of(List.of(reader), content(message)).personal().by(message.sender(), message.sent())
                .with(Map.of(Message.DATE, SipHeaders.date(message.sent())));
    }

    private Content content(ArchivedMessage message) {
        ZonedDateTime sent = message.sent().atZone(zone);
        boolean today = sent.toLocalDate().equals(now.atZone(zone).toLocalDate());
        String said = message.content().asText();
        String text = Room.label(message.name() + ' ' + sent.format(today ? TIME : DAY)) + ": "
                + (said.startsWith("\uFEFF") ? said.substring(1) : said);
        return message.content().is(Content.PLAIN_TEXT) ? Content.text(text)
                : new Content(message.content().mediaType() + ";charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
