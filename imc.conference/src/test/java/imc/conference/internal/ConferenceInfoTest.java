package imc.conference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ConferenceInfoTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@h");

    private static Document document(Room room, long version) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(
                ConferenceInfo.of(room).text(version).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRoomIsAllOfItsMembersWithTheirRoles() throws Exception {
        Room room = Room.empty(ROOM, false).with(new Member(SipAddress.parse("sip:alice@h"), Role.OWNER))
                .with(new Member(SipAddress.parse("sip:a%26%3C%22b'&@h"), Role.MEMBER))
                .with(Member.invited(SipAddress.parse("sip:carol@h"), SipAddress.parse("sip:alice@h")));
        Document document = document(room, 4);
        assertEquals("sip:chat-1@h", document.getDocumentElement().getAttribute("entity"));
        assertEquals("full", document.getDocumentElement().getAttribute("state"));
        assertEquals("4", document.getDocumentElement().getAttribute("version"));
        assertEquals("2", document.getElementsByTagName("user-count").item(0).getTextContent());
        assertEquals("true", document.getElementsByTagName("active").item(0).getTextContent());
        assertEquals(2, document.getElementsByTagName("user").getLength());
        assertEquals("owner", document.getElementsByTagName("entry").item(0).getTextContent());
        assertEquals("a%26<\"b'&", document.getElementsByTagName("display-text").item(1).getTextContent());
    }

    @Test
    void theTopicIsTheSubject() throws Exception {
        Room room = Room.empty(ROOM, false);
        assertEquals(0, document(room, 0).getElementsByTagName("conference-description").getLength());
        Document document = document(room.with(Properties.of(Map.of(Room.TOPIC, "Fish & <chips>"))), 0);
        assertEquals("Fish & <chips>", document.getElementsByTagName("subject").item(0).getTextContent());
        assertEquals("conference-description",
                document.getElementsByTagName("subject").item(0).getParentNode().getNodeName());
    }

    @Test
    void ofVeryManyOnlyTheNumberIsTold() throws Exception {
        Room room = Room.of(ROOM, false, IntStream.rangeClosed(0, ConferenceInfo.MOST_LISTED).mapToObj(i ->
                new Member(SipAddress.parse("sip:u" + i + "@h"), Role.MEMBER)).toList());
        assertEquals(0, document(room, 0).getElementsByTagName("user").getLength());
        assertEquals("251", document(room, 0).getElementsByTagName("user-count").item(0).getTextContent());
        assertEquals("false", document(Room.empty(ROOM, false), 0).getElementsByTagName("active").item(0)
                .getTextContent());
    }

    @Test
    void whatIsNoCharacterOfXmlIsLeftOut() {
        assertEquals("ab\uD83D\uDE00", ConferenceInfo.escaped("a\u0000\u001Fb\uD83D\uDE00\uFFFE\uD800"));
        assertFalse(ConferenceInfo.escaped("<>&\"").matches(".*[<>\"].*"));
        assertTrue(ConferenceInfo.escaped("&").endsWith(";"));
    }
}
