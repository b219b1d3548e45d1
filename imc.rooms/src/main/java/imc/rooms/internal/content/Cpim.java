package imc.rooms.internal.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import imc.api.Content;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message in the common format for instant messages (RFC 3862), which says inside who speaks to whom.
 *
 * @param headers of the message: From, To, DateTime, NS, imdn.Message-ID and their like, a line each
 * @param mime    of the content: Content-Type and its like, a line each
 * @param body    of the content
 */
public record Cpim(List<String> headers, List<String> mime, byte[] body) {

    public static final String TYPE = "message/cpim";
    /** A type and a subtype, and parameters, if any (RFC 2045 §5.1): it becomes a header for whoever reads no CPIM. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[\\w!#$&^.+%*`'~-]+/[\\w!#$&^.+%*`'~-]+[ \\t]*(;[^\\p{Cntrl}\uFFFD]*)?");
    /** Names a message so that a notification can refer to it (RFC 5438 §6.3). */
    public static final String MESSAGE_ID = "imdn.Message-ID";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_ENCODING = "Content-Encoding";
    /** Of two nobody could tell which one others go by (RFC 3862 §4, RFC 2045 §3, RFC 5438 §6.3). */
    private static final List<String> ONCE_OF_MESSAGE = List.of("From", "DateTime", MESSAGE_ID);
    private static final List<String> ONCE_OF_CONTENT = List.of(CONTENT_TYPE, CONTENT_ENCODING, TransferEncoding.HEADER,
            "Content-Disposition", "Content-ID", "Content-Length");

    /**
     * Reads a body of the type {@link #TYPE}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Cpim parse(byte[] octets) {
        int endOfHeaders = emptyLine(octets, 0);
        int endOfMime = endOfHeaders < 0 ? -1 : emptyLine(octets, endOfHeaders);
        if (endOfMime < 0) {
            throw new IllegalArgumentException(
                    "a message/cpim body has two groups of headers, each ended by an empty line (RFC 3862 §2)");
        }
        List<String> mime = lines(octets, endOfHeaders, endOfMime);
        mime.replaceAll(line -> isNamed(line, CONTENT_TYPE) ? withoutBlanksAroundSlash(line) : line);
        return new Cpim(once(ONCE_OF_MESSAGE, lines(octets, 0, endOfHeaders)), once(ONCE_OF_CONTENT, mime),
                Arrays.copyOfRange(octets, endOfMime, octets.length));
    }

    /** Blanks may stand around the slash of a type (RFC 3261 §25.1), and not everybody finds it then. */
    private static String withoutBlanksAroundSlash(String line) {
        int slash = line.indexOf('/');
        return slash < 0 || line.lastIndexOf(';', slash) >= 0 || line.lastIndexOf('"', slash) >= 0 ? line
                : line.substring(0, slash).stripTrailing() + '/' + line.substring(slash + 1).stripLeading();
    }

    private static List<String> once(List<String> names, List<String> lines) {
        for (String name : names) {
            if (lines.stream().filter(line -> isNamed(line, name)).count() > 1) {
                throw new IllegalArgumentException(name + " is there more than once inside message/cpim");
            }
        }
        return lines;
    }

    /** The index behind the first empty line; -1 if there is none. A line may end in LF alone. */
    private static int emptyLine(byte[] octets, int from) {
        int start = from;
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == '\n') {
                if (i == start || i == start + 1 && octets[start] == '\r') {
                    return i + 1;
                }
                start = i + 1;
            }
        }
        return -1;
    }

    /** One for each header: a line that begins with a blank goes on with the one before (RFC 5322 §2.2.3). */
    private static List<String> lines(byte[] octets, int from, int to) {
        List<StringBuilder> lines = new ArrayList<>();
        for (String line : new String(octets, from, to - from, UTF_8).split("\r\n?|\n")) {
            boolean isFolded = !lines.isEmpty() && !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (isFolded) {
                lines.get(lines.size() - 1).append(' ').append(line.strip());
            } else if (!line.isEmpty()) {
                lines.add(new StringBuilder(line));
            }
        }
        return lines.stream().map(StringBuilder::toString).collect(Collectors.toCollection(ArrayList::new));
    }

    /** A message that wraps a content. */
    public static Cpim of(Content content, String from, String to) {
        return new Cpim(List.of(), List.of("Content-Type: " + content.type()), content.bytes()).between(from, to);
    }

    /** The same of something that was said then (RFC 3862 §4.4). */
    public static Cpim of(Content content, String from, String to, Instant at) {
        return new Cpim(List.of("DateTime: " + at.truncatedTo(ChronoUnit.SECONDS)),
                List.of("Content-Type: " + content.type()), content.bytes()).between(from, to);
    }

    /** This message with another sender and receiver; display names go with the addresses that they belonged to. */
    public Cpim between(String from, String to) {
        List<String> changed = new ArrayList<>(List.of("From: <" + from + ">", "To: <" + to + ">"));
        headers.stream().filter(line -> !isNamed(line, "From") && !isNamed(line, "To")).forEach(changed::add);
        return new Cpim(changed, mime, body);
    }

    /** This message with another content; what it was said in, other than its type, stays. */
    public Cpim containing(Content other) {
        List<String> changed = new ArrayList<>();
        if (!type().equals(other.type())) {
            changed.add("Content-Type: " + other.type());
        }
        mime.stream().filter(line -> !isNamed(line, "Content-Length") && !isNamed(line, TransferEncoding.HEADER))
                .filter(line -> changed.isEmpty() || !isNamed(line, CONTENT_TYPE)).forEach(changed::add);
        return new Cpim(headers, changed, other.bytes());
    }

    /** Blanks before the colon mean nothing (RFC 5322 §4.5). */
    private static boolean isNamed(String line, String name) {
        int colon = line.indexOf(':');
        return colon >= name.length() && line.regionMatches(true, 0, name, 0, name.length())
                && line.substring(name.length(), colon).isBlank();
    }

    /** The value of one of the message's headers. */
    public Optional<String> header(String name) {
        return valueOf(name, headers);
    }

    /** The value of one of the content's headers. */
    Optional<String> mimeHeader(String name) {
        return valueOf(name, mime);
    }

    private static Optional<String> valueOf(String name, List<String> lines) {
        return lines.stream().filter(line -> isNamed(line, name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
    }

    /**
     * What is inside, as it was before it was encoded.
     *
     * @throws IllegalArgumentException if it is not encoded as it says, or is compressed, or its type cannot be read
     */
    public Content content() {
        if (!MEDIA_TYPE.matcher(type()).matches()) {
            throw new IllegalArgumentException("the Content-Type inside message/cpim is '" + type()
                    + "'; a type like text/plain is needed");
        }
        valueOf(CONTENT_ENCODING, mime).filter(coding -> !coding.equalsIgnoreCase("identity")).ifPresent(coding -> {
            throw new IllegalArgumentException("the Content-Encoding inside message/cpim is '" + coding
                    + "'; none is allowed there");
        });
        byte[] octets = valueOf(TransferEncoding.HEADER, mime)
                .map(encoding -> TransferEncoding.decode(encoding, body)).orElse(body);
        return new Content(type(), octets);
    }

    private String type() {
        return valueOf(CONTENT_TYPE, mime).orElse(Content.PLAIN_TEXT);
    }

    /** The message as a body. */
    public Content wrapped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (List<String> group : List.of(headers, mime)) {
            group.forEach(line -> out.writeBytes((line + "\r\n").getBytes(UTF_8)));
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        out.writeBytes(body);
        return new Content(TYPE, out.toByteArray());
    }
}
