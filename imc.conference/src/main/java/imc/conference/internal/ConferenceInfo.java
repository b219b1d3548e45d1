package imc.conference.internal;

import imc.api.Member;
import imc.api.Room;

/**
 * What a room looks like as {@code application/conference-info+xml} (RFC 4575 §5): always all of it. The invited are
 * not listed, and of a room with very many members only their number is told.
 *
 * @param before what stands before the version
 * @param after  what stands behind it
 */
record ConferenceInfo(String before, String after) {

    static final String TYPE = "application";
    static final String SUBTYPE = "conference-info+xml";
    /** So many make a body of about 40 kB. */
    static final int MOST_LISTED = 250;

    /** That of a room, whatever the version. */
    static ConferenceInfo of(Room room) {
        int count = room.presentCount();
        StringBuilder text = new StringBuilder(256 + 160 * Math.min(count, MOST_LISTED))
                .append("\">\r\n").append(description(room))
                .append(" <conference-state>\r\n  <user-count>").append(count)
                .append("</user-count>\r\n  <active>").append(count > 0)
                .append("</active>\r\n </conference-state>\r\n");
        if (count <= MOST_LISTED) {
            text.append(" <users>\r\n");
            room.members().stream().filter(member -> member.role().isPresent()).forEach(member -> user(text, member));
            text.append(" </users>\r\n");
        }
        return new ConferenceInfo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<conference-info xmlns=\""
                + "urn:ietf:params:xml:ns:conference-info\" entity=\"" + escaped(room.address().toString())
                + "\" state=\"full\" version=\"", text.append("</conference-info>\r\n").toString());
    }

    /** What the room is about (RFC 4575 §5.3). */
    private static String description(Room room) {
        return room.properties().get(Room.TOPIC).map(topic -> " <conference-description>\r\n  <subject>"
                + escaped(topic) + "</subject>\r\n </conference-description>\r\n").orElse("");
    }

    private static void user(StringBuilder text, Member member) {
        text.append("  <user entity=\"").append(escaped(member.address().toString()))
                .append("\" state=\"full\">\r\n   <display-text>")
                .append(escaped(member.name().orElse(member.address().displayUser())))
                .append("</display-text>\r\n   <roles><entry>").append(member.role().word())
                .append("</entry></roles>\r\n  </user>\r\n");
    }

    /** What is no character of XML is left out. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().filter(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c < 0xE000))
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }

    /** The document. */
    String text(long version) {
        return before + version + after;
    }
}
