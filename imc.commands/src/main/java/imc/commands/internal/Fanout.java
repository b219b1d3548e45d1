package imc.commands.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends what a member says to the others in the room. */
@Component(service = Fanout.class)
public final class Fanout {

    /** Headers of the message that are as true of its copies (RFC 3428 §5 and §6). */
    private static final List<String> KEPT = List.of(Message.EXPIRES, Message.DATE);

    private final Rooms rooms;
    private final Outgoing outgoing;

    @Activate
    public Fanout(@Reference Rooms rooms, @Reference Outgoing outgoing) {
        this.rooms = rooms;
        this.outgoing = outgoing;
    }

    /**
     * @param room the room when the message's turn came
     */
    Answer send(Message message, Optional<Room> room) {
        if (!rooms.areKnown()) {
            return RoomEngine.storeAway();
        }
        if (room.isEmpty()) {
            return Answer.of(ReturnCode.MESSAGE_NO_ROOM);
        }
        Optional<Member> sender = room.get().member(message.sender());
        if (sender.isEmpty()) {
            return Answer.of(ReturnCode.MESSAGE_NOT_MEMBER);
        }
        if (sender.get().role() == Role.INVITED) {
            return Answer.of(ReturnCode.MESSAGE_NOT_ACCEPTED);
        }
        boolean taken = outgoing.send(new Broadcast(room.get().address(),
                new Others(room.get().present(), message.sender()),
                prefixed(room.get().label(message.sender()) + ": ", message.content()), headers(message)));
        return taken ? Answer.OK : Answer.unavailable("There is no way out to the members now", RoomEngine.RETRY_AFTER);
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Message.IN_REPLY_TO, message.callId());
        for (String name : KEPT) {
            message.header(name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    /** Text says who speaks; anything else goes out as it came in. */
    private static Content prefixed(String prefix, Content content) {
        if (!content.isText()) {
            return content;
        }
        Charset charset = content.charset();
        if (!extendsAscii(charset)) {
            return new Content(content.type(), (prefix + content.asText()).getBytes(charset));
        }
        byte[] head = prefix.getBytes(charset);
        byte[] bytes = new byte[head.length + content.bytes().length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content.bytes(), 0, bytes, head.length, content.bytes().length);
        return new Content(content.type(), bytes);
    }

    /** Whether bytes of this charset can be put one after the other without reading them. */
    private static boolean extendsAscii(Charset charset) {
        return charset == StandardCharsets.UTF_8 || charset == StandardCharsets.US_ASCII
                || charset.name().startsWith("ISO-8859-") || charset.name().startsWith("windows-125");
    }

    /** A room's members without one of them, in a list that costs nothing to make. */
    private static final class Others extends AbstractList<SipAddress> implements RandomAccess {

        private final List<SipAddress> everybody;
        private final int leftOut;

        Others(List<SipAddress> everybody, SipAddress leftOut) {
            this.everybody = everybody;
            this.leftOut = everybody.indexOf(leftOut);
        }

        @Override
        public SipAddress get(int index) {
            return everybody.get(index < leftOut ? index : index + 1);
        }

        @Override
        public int size() {
            return everybody.size() - 1;
        }
    }
}
