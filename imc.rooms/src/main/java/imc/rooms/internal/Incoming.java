package imc.rooms.internal;

import imc.api.Blanks;
import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.rooms.internal.content.Cpim;
import imc.rooms.internal.content.Report;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message with what is inside it.
 *
 * @param message as it came
 * @param room    the address that it is for
 * @param cpim    its wrapping, if it has one
 * @param content what is inside: the command, or what is to be sent on
 */
public record Incoming(Message message, SipAddress room, Optional<Cpim> cpim, Content content) {

    /** The option tag of a conference server's own messages: ours, Kamailio's ({@code kamailio/imc}) and their like. */
    private static final Pattern CONFERENCE_MARK = Pattern.compile("(^|[\\s,])[^\\s,]*[/-]imc\\s*(,|$)");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** In octets, in any charset. */
    private static final int LONGEST_CHARACTER = 4;

    /**
     * @throws IllegalArgumentException if the body is not what its type says
     */
    public static Incoming of(Message message, SipAddress room) {
        if (!message.content().is(Cpim.TYPE)) {
            return new Incoming(message, room, Optional.empty(), message.content());
        }
        Cpim cpim = Cpim.parse(message.content().bytes());
        return new Incoming(message, room, Optional.of(cpim), cpim.content());
    }

    SipAddress sender() {
        return message.sender();
    }

    /**
     * What a program sent is never sent on and never answered with a message: two servers, each a member of the
     * other's room, would otherwise never go quiet.
     */
    static boolean isAutomatic(Message message) {
        String automatic = message.headers().get(Message.AUTO_SUBMITTED);
        String tags = message.headers().get(Message.SUPPORTED);
        return automatic != null && !isNo(automatic)
                || tags != null && tags.contains("imc") && CONFERENCE_MARK.matcher(tags).find();
    }

    /** {@code no}, or nothing, which says nothing; comments may stand around it, parameters behind (RFC 3834 §5). */
    private static boolean isNo(String automatic) {
        StringBuilder keyword = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < automatic.length() && (depth > 0 || automatic.charAt(i) != ';'); i++) {
            char c = automatic.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (c == '\\' && depth > 0) {
                i++;
            } else if (depth == 0) {
                keyword.append(c);
            }
        }
        String word = keyword.toString().strip();
        return word.isEmpty() || word.equalsIgnoreCase("no");
    }

    /** What cannot be seen before the start character does not count: people paste it. A blank that is typed does. */
    public boolean isCommand(String startChar) {
        return content.isText() && (content.beginsWith(startChar) || mayBeginUnseen() && text().startsWith(startChar));
    }

    /** A look at the first octets tells it for nearly all messages. */
    private boolean mayBeginUnseen() {
        byte[] octets = content.bytes();
        if (octets.length == 0 || !content.extendsAscii()) {
            return octets.length > 0;
        }
        return octets[0] < 0 && isUnseen(
                new String(octets, 0, Math.min(octets.length, LONGEST_CHARACTER), content.charset()).codePointAt(0));
    }

    private static boolean isUnseen(int codePoint) {
        return codePoint >= 0x7F && Blanks.isBlank(codePoint);
    }

    /** The text without what cannot be seen in front of it. */
    public String text() {
        String text = content.asText();
        int start = 0;
        while (start < text.length() && isUnseen(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    /** Whether nothing was said; what tells the order of octets says nothing either. */
    boolean isEmpty() {
        if (content.bytes().length > LONGEST_CHARACTER || !content.isText()) {
            return content.bytes().length == 0;
        }
        String text = content.asText();
        return text.isEmpty() || text.equals(BYTE_ORDER_MARK);
    }

    boolean isNotification() {
        return content.is(Report.TYPE);
    }
}
