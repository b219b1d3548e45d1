package imc.rooms.internal.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import imc.api.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a disposition notification says by RFC 5438 §11 of one message, and nothing else of what may stand there: no
 * policy is asked about it, and so it has no words of whoever sends it. That leaves out {@code subject}, addresses,
 * extensions and what stands between elements.
 *
 * @param messageId of the message that it reports on
 * @param time      when that was; empty where it does not say so in the form of RFC 3339
 * @param kind      {@code delivery}, {@code processing} or {@code display}; empty for none
 * @param status    of that kind; empty for none
 */
public record Report(String messageId, String time, String kind, String status) {

    public static final String TYPE = "message/imdn+xml";

    private static final Pattern ID = element("message-id", "([^<\\s]+)");
    private static final Pattern TIME = element("datetime", "([0-9T:.Z+-]{1,40})");
    private static final Pattern KIND =
            Pattern.compile("<(?:[\\w.-]+:)?(delivery|processing|display)-notification\\s*>");
    private static final Pattern STATUS = Pattern.compile("<(?:[\\w.-]+:)?status\\s*>\\s*<(?:[\\w.-]+:)?"
            + "(delivered|processed|stored|displayed|failed|forbidden|error)\\s*/?>");
    private static final Pattern MOMENT = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)");
    /** Of a notification itself; no words, either. */
    private static final Pattern OWN_ID = Pattern.compile("[\\w.+/=@-]{1,64}");
    private static final String DISPOSITION = "Content-Disposition";
    private static final String NOTIFICATION = "notification";

    private static Pattern element(String name, String content) {
        return Pattern.compile("<(?:[\\w.-]+:)?" + name + "\\s*>\\s*" + content + "\\s*<");
    }

    /** Reads a notification; empty where it reports on nothing. */
    public static Optional<Report> read(Content notification) {
        String text = notification.asText();
        return found(ID, text).map(id -> new Report(id, found(TIME, text).filter(Report::isMoment).orElse(""),
                found(KIND, text).orElse(""), found(STATUS, text).orElse("")));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean isMoment(String text) {
        return MOMENT.matcher(text).matches();
    }

    /** As it goes on. */
    public Content content() {
        StringBuilder text = new StringBuilder("<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>")
                .append(messageId).append("</message-id>");
        if (!time.isEmpty()) {
            text.append("<datetime>").append(time).append("</datetime>");
        }
        if (!kind.isEmpty() && !status.isEmpty()) {
            text.append('<').append(kind).append("-notification><status><").append(status).append("/></status></")
                    .append(kind).append("-notification>");
        }
        return new Content(TYPE, text.append("</imdn>").toString().getBytes(UTF_8));
    }

    /** The same in CPIM, where it came so: with what names and dates it there. */
    public Content wrapped(Cpim came, String from, String to) {
        List<String> headers = new ArrayList<>();
        came.header("DateTime").filter(Report::isMoment).ifPresent(time -> headers.add("DateTime: " + time));
        came.header(Cpim.MESSAGE_ID).filter(id -> OWN_ID.matcher(id).matches()).ifPresent(id ->
                headers.addAll(List.of("NS: imdn <urn:ietf:params:imdn>", Cpim.MESSAGE_ID + ": " + id)));
        List<String> mime = new ArrayList<>();
        came.mimeHeader(DISPOSITION).flatMap(Report::disposition)
                .ifPresent(value -> mime.add(DISPOSITION + ": " + value));
        mime.add("Content-Type: " + TYPE);
        return new Cpim(headers, mime, content().bytes()).between(from, to).wrapped();
    }

    /** Of the value of a Content-Disposition (RFC 5438 §12.2) what may stay. */
    public static Optional<String> disposition(String value) {
        return value.split(";", 2)[0].strip().equalsIgnoreCase(NOTIFICATION) ? Optional.of(NOTIFICATION)
                : Optional.empty();
    }
}
