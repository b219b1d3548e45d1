package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.script.internal.program.Program;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a route makes of the hour, by a clock that is turned. */
class QuietHoursTest {

    private final Desk desk = new Desk();
    private String role = "member";

    QuietHoursTest() {
        desk.whiteboard.variable("imc", "role", (subject, argument) -> role);
    }

    private void turn(String time) {
        desk.now = LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
    }

    private String of(Program program) {
        return Desk.shown(desk.route(program).toCompletableFuture().getNow(null));
    }

    @Test
    @DisplayName("quiet hours begin and end by the clock here, for everybody but the owner")
    void quietHours() throws Exception {
        Program program = desk.read("""
                if (is_method("MESSAGE") && $rU =~ "chat-.*") {
                    route(QUIET_HOURS);
                    imc_manager();
                    exit
                }
                route[QUIET_HOURS] {
                    if ($TF =~ ".*T2[23]:.*" && $imc(role) != "owner") { send_reply(480, "Quiet hours"); exit }
                }
                """);
        turn("2026-11-27T21:59:59");
        assertEquals("200", of(program));
        turn("2026-11-27T22:00:00");
        assertEquals("480 Quiet hours", of(program));
        role = "owner";
        assertEquals("200", of(program));
        role = "member";
        turn("2026-11-27T23:59:59");
        assertEquals("480 Quiet hours", of(program));
        turn("2026-11-28T00:00:00");
        assertEquals("200", of(program));
        assertEquals(3, desk.serving, "what was refused has reached no room");
    }

    @Test
    @DisplayName("$Ts and $TF are what the clock shows, to the second")
    void time() throws Exception {
        turn("2026-11-27T21:59:59");
        long seconds = desk.now.getEpochSecond();
        desk.now = desk.now.plusMillis(999);
        assertEquals(Long.toString(seconds), desk.value("$Ts"));
        assertEquals("2026-11-27T21:59:59", desk.value("$TF").substring(0, 19));
        desk.now = desk.now.plusMillis(1);
        assertEquals(Long.toString(seconds + 1), desk.value("$Ts"));
        assertEquals("2026-11-27T22:00:00", desk.value("$TF").substring(0, 19));
    }
}
