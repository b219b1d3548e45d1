package imc.room.history.internal;

import imc.api.Content;
import imc.api.Message;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.command.Notice;
import imc.api.sip.SipHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was said, as it is shown: {@code [bob 14:05]: text}, with the day where that is not today's.
 *
 * @param zone in which times are shown
 */
record Replay(ZoneId zone, Instant now) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** For a member who is there now, as far as he may read it now. Empty where he is not. */
    List<Notice> to(SipAddress reader, Optional<Room> place, List<ArchivedMessage> messages) {
        Instant since = place.flatMap(room -> Reader.of(room, reader)).map(Reader::since).orElse(Instant.MAX);
        return messages.stream().filter(message -> !message.sent().isBefore(since))
                .sorted(Comparator.comparing(ArchivedMessage::sent)).map(message -> notice(reader, message)).toList();
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
