package imc.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rooms that are in a server's database before it starts: sip:chat-0@domain and so on, whose members are
 * sip:m0@domain and so on, the first of each room its owner.
 *
 * @param domain  of rooms and members
 * @param rooms   how many rooms
 * @param members of each
 */
public record PreparedRooms(String domain, int rooms, int members) {

    /** No rooms at all. */
    static final PreparedRooms NONE = new PreparedRooms("none.example", 0, 0);

    private static final int OWNER = 1;

    /** A row of imc_members. */
    record Row(String user, String room, int flag) {
    }

    List<String> roomNames() {
        return IntStream.range(0, rooms).mapToObj(room -> "chat-" + room).toList();
    }

    Stream<Row> memberRows() {
        return IntStream.range(0, rooms * members).mapToObj(member -> new Row("m" + member,
                "sip:chat-" + member / members + "@" + domain, member % members == 0 ? OWNER : 0));
    }

    /** Writes them as tables of Kamailio's module db_text. */
    void writeText(Path directory) throws IOException {
        Files.writeString(directory.resolve("version"), "table_name(string) table_version(int)\n"
                + "imc_rooms:1\nimc_members:1\nversion:1\n");
        StringBuilder roomTable = new StringBuilder("id(int,auto) name(string) domain(string) flag(int)\n");
        int id = 0;
        for (String name : roomNames()) {
            roomTable.append(++id + ":" + name + ":" + domain + ":0\n");
        }
        Files.writeString(directory.resolve("imc_rooms"), roomTable);
        StringBuilder memberTable = new StringBuilder(
                "id(int,auto) username(string) domain(string) room(string) flag(int)\n");
        id = 0;
        for (Row row : memberRows().toList()) {
            // A colon parts columns, so the one in a URI is escaped.
            memberTable.append(++id + ":" + row.user() + ":" + domain + ":" + row.room().replace(":", "\\:") + ":"
                    + row.flag() + "\n");
        }
        Files.writeString(directory.resolve("imc_members"), memberTable);
    }
}
