package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's configuration, as it is distributed. */
class JsonLogTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("with its last comment taken away, the log is written as JSON, too, an event's values in fields")
    void json() throws Exception {
        String configuration = Files.readString(Path.of("src/main/resources/logback.xml"))
                .replace("<!-- <appender-ref ref=\"JSON\"/> -->", "<appender-ref ref=\"JSON\"/>");
        LoggerContext context = new LoggerContext();
        LogbackMDCAdapter fields = new LogbackMDCAdapter();
        context.setMDCAdapter(fields);
        context.putProperty("imc.log", directory.toString());
        context.putProperty("imc.console", "OFF");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
        context.start();
        fields.put("room", "sip:chat-1@example.com");
        fields.put("call_id", "a\"b");
        context.getLogger("imc.events.room").info("joined {}", "x");
        context.stop();
        Map<String, Object> line = JSON.std.mapFrom(Files.readString(directory.resolve("imc.json")));
        assertEquals("joined x", line.get("formattedMessage"));
        assertEquals("INFO", line.get("level"));
        assertEquals(Map.of("room", "sip:chat-1@example.com", "call_id", "a\"b"), line.get("mdc"));
        assertTrue(Files.readString(directory.resolve("imc.log")).contains("joined x"));
    }
}
