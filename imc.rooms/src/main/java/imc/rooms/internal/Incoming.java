package imc.rooms.internal;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.rooms.internal.content.Cpim;
import imc.rooms.internal.content.Notifications;
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
record Incoming(Message message, SipAddress room, Optional<Cpim> cpim, Content content) {

    /** The option tag of a conference server's own messages: ours, Kamailio's ({@code kamailio/imc}) and their like. */
    private static final Pattern CONFERENCE_MARK = Pattern.compile("(^|[\\s,])[^\\s,]*[/-]imc\\s*(,|$)");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** In UTF-32. */
    private static final int LONGEST_MARK = 4;

    /**
     * @throws IllegalArgumentException if the body is not what its type says
     */
    static Incoming of(Message message, SipAddress room) {
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

    /** {@code no}, or nothing, which says nothing; comments may stand around it, and parameters behind (RFC 3834 §5). */
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

    boolean isCommand(String startChar) {
        return content.isText() && (content.beginsWith(startChar)
                || mayBeginWithMark() && content.asText().startsWith(BYTE_ORDER_MARK + startChar));
    }

    /** A look at two octets tells it for nearly all messages. */
    private boolean mayBeginWithMark() {
        byte[] octets = content.bytes();
        return octets.length > 2 && octets[0] < 0 && (octets[0] == (byte) 0xEF && octets[1] == (byte) 0xBB
                || octets[0] == (byte) 0xFF || octets[0] == (byte) 0xFE);
    }

    /** The text without what some programs put in front of it. */
    String text() {
        String text = content.asText();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Whether nothing was said; what tells the order of octets says nothing either. */
    boolean isEmpty() {
        return content.bytes().length == 0
                || content.bytes().length <= LONGEST_MARK && content.isText() && text().isEmpty();
    }

    boolean isNotification() {
        return content.is(Notifications.TYPE);
    }
}
