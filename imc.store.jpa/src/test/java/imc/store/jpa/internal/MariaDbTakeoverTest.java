package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.refusal;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.kit.Loaded;
import imc.store.kit.MariaDbServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MariaDbTakeoverTest extends ServerTakeover {

    MariaDbTakeoverTest(MariaDbServer server) {
        super(server);
    }

    @Override
    List<String> layout() {
        return List.of("""
                CREATE TABLE `imc_rooms` (
                    `id` INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
                    `name` VARCHAR(64) NOT NULL, `domain` VARCHAR(64) NOT NULL, `flag` INT(11) NOT NULL,
                    CONSTRAINT name_domain_idx UNIQUE (`name`, `domain`))""", """
                CREATE TABLE `imc_members` (
                    `id` INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
                    `username` VARCHAR(64) NOT NULL, `domain` VARCHAR(64) NOT NULL, `room` VARCHAR(64) NOT NULL,
                    `flag` INT(11) NOT NULL,
                    CONSTRAINT account_room_idx UNIQUE (`username`, `domain`, `room`))""");
    }

    @Test
    void aTableThatTakesBobAndBobForOneIsWarnedOfAndNeverMixesThem() throws Exception {
        String log;
        try (LogLines lines = new LogLines()) {
            try (JpaRoomStore store = OnServer.open(server(), database())) {
                assertTrue(refusal(write(store, created("sip:CHAT-000@example.com"))).contains("binary collation"));
                assertTrue(refusal(write(store, put(ROOM, "sip:Plain@example.com", Role.OWNER)))
                        .contains("takes sip:Plain@example.com and plain@example.com for one"));
                assertEquals(6, Loaded.from(store).room(ROOM).members().size());
            }
            log = lines.toString();
        }
        Matcher remedy = Pattern.compile("of the table imc_members has the collation utf8mb4_general_ci, .*"
                + "'(ALTER TABLE imc_members .*)' mends that").matcher(log);
        assertTrue(remedy.find(), log);

        server().execute(database(), remedy.group(1), remedy.group(1).replace("imc_members", "imc_rooms"));

        try (LogLines lines = new LogLines(); JpaRoomStore store = OnServer.open(server(), database())) {
            assertFalse(lines.toString().contains("collation"), lines.toString());
            durable(write(store, created("sip:CHAT-000@example.com"), put(ROOM, "sip:Plain@example.com", Role.ADMIN)));
            assertEquals(7, Loaded.from(store).room(ROOM).members().size());
        }
    }
}
