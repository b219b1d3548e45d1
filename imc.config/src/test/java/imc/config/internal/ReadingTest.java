package imc.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.config.ConfigurationCheck;
import imc.api.config.Setting;
import imc.api.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What files come to, with a bundle that is described and checked, and one that is only described. */
class ReadingTest {

    private static final Path CONF = Path.of("/conf");

    private static final String METATYPE = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="o" name="n">
                <AD id="size" type="Integer" default="4" required="true"/>
                <AD id="db_url" type="String" default="" required="true"/>
              </OCD>
              <Designate %s="%s"><Object ocdref="o"/></Designate>
            </metatype:MetaData>
            """;

    private static final class Check implements ConfigurationCheck {

        @Override
        public String pid() {
            return "imc.rooms";
        }

        @Override
        public void check(Map<String, String> values, Consumer<String> refusal) {
            Settings.initial("imc.rooms", Setting.number("size", 4, 0, 20),
                    new Setting<>("db_url", "", "anything", text -> text)).with(values, refusal);
        }

        @Override
        public void advise(Map<String, String> values, Consumer<String> advice) {
            if ("0".equals(values.get("size"))) {
                advice.accept("imc.rooms: size = '0': nothing fits in; right would be 4");
            } else if (values.containsKey("size") && !values.get("size").matches("[0-9]")) {
                throw new IllegalArgumentException("it is refused, and asked about nevertheless");
            }
        }

        @Override
        public Map<String, String> facts(Map<String, String> values) {
            return Map.of("rooms.size", values.getOrDefault("size", "4"));
        }
    }

    /** Has an eye on whoever has said how large he is. */
    private static final class Beside implements ConfigurationCheck {

        @Override
        public String pid() {
            return "many";
        }

        @Override
        public void check(Map<String, String> values, Consumer<String> refusal) {
            // anything goes
        }

        @Override
        public void advise(Map<String, String> values, Map<String, String> facts, Consumer<String> advice) {
            if (facts.containsKey("rooms.size") && !facts.get("rooms.size").equals(values.get("size"))) {
                advice.accept("many: size = '" + values.get("size") + "' does not fit " + facts.get("rooms.size"));
            }
        }
    }

    private static final Pids PIDS = new Pids() {

        @Override
        public List<Pid> all() {
            return List.of(pid("pid", "imc.rooms", true), pid("pid", "other", false), pid("factoryPid", "many", true));
        }

        @Override
        public List<ConfigurationCheck> checks(String pid) {
            return pid.equals("imc.rooms") ? List.of(new Check())
                    : pid.equals("many") ? List.of(new Beside()) : List.of();
        }
    };

    private static Pid pid(String attribute, String name, boolean ours) {
        try {
            byte[] xml = METATYPE.formatted(attribute, name).getBytes(StandardCharsets.UTF_8);
            return Descriptions.read(new ByteArrayInputStream(xml), ours).get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param files name, text, name, text … */
    private static Reading reading(String... files) {
        Map<String, Contents.FileContent> contents = new TreeMap<>();
        for (int i = 0; i < files.length; i += 2) {
            contents.put(files[i], new Contents.FileContent(
                    ByteBuffer.wrap(files[i + 1].getBytes(StandardCharsets.UTF_8)), ""));
        }
        return Reading.of(new Contents(CONF, contents, ""), PIDS, name -> null);
    }

    @Test
    @DisplayName("what is ours is configured also without a file, and nothing else is")
    void noFiles() {
        assertEquals(Set.of("imc.rooms"), reading().configurations().keySet());
        assertEquals(List.of(), reading().wrong());
    }

    @Test
    @DisplayName("a backup copy and a slip of the keyboard are named, with what was meant, and configure nothing")
    void unknownFiles() {
        Reading reading = reading("imc.rooms.cfg", "size = 5", "imc.rooms-old.cfg", "size = 6", "imc.romms.cfg", "");
        assertEquals(Set.of("imc.rooms"), reading.configurations().keySet());
        assertEquals("5", reading.configurations().get("imc.rooms").values().get("size"));
        assertEquals(2, reading.unknown().size());
        assertEquals("/conf/imc.romms.cfg has no effect: no bundle takes a configuration 'imc.romms'; is imc.rooms.cfg "
                + "meant?", reading.unknown().get(0));
        assertEquals(List.of(), reading.wrong(), "they keep nobody from starting");
    }

    @Test
    @DisplayName("of a PID that two bundles take, the keys of both are known, and each checks its own")
    void ofTwoBundles() {
        Pid first = pid("pid", "shared", true);
        Pid second = new Pid("shared", false, true, Map.of("colour", first.key("size")));
        List<Pid> joined = Pid.joined(Stream.of(first, pid("pid", "other", false), second));
        assertEquals(List.of("other", "shared"), joined.stream().map(Pid::name).toList());
        assertEquals(Set.of("size", "db_url", "colour"), joined.get(1).keys().keySet());
        List<ConfigurationCheck> checks = List.of(check("size"), check("colour"));
        assertEquals(2, Verdict.on(joined.get(1), Map.of("size", "21", "colour", "-1"), checks).size());
        assertEquals(List.of(), Verdict.on(joined.get(1), Map.of("size", "20", "colour", "1"), checks));
    }

    /** Checks one key, and says nothing of others. */
    private static ConfigurationCheck check(String key) {
        return new ConfigurationCheck() {

            @Override
            public String pid() {
                return "shared";
            }

            @Override
            public void check(Map<String, String> values, Consumer<String> refusal) {
                Settings.initial("shared", Setting.number(key, 4, 0, 20))
                        .with(values.containsKey(key) ? Map.of(key, values.get(key)) : Map.of(), refusal);
            }
        };
    }

    @Test
    @DisplayName("a factory's configurations are those with a tilde, where there is such a factory")
    void factory() {
        Reading reading = reading("many~one.cfg", "size = 1", "many.cfg", "", "other~one.cfg", "");
        assertEquals(Set.of("imc.rooms", "many~one"), reading.configurations().keySet());
        assertEquals(2, reading.unknown().size());
    }

    @Test
    @DisplayName("a value that is not allowed is refused with file, PID, key, value and what is allowed")
    void refused() {
        assertEquals(List.of("/conf/imc.rooms.cfg: imc.rooms: size = '21' is refused: allowed is a whole number from 0 "
                + "to 20"), reading("imc.rooms.cfg", "size = 21").wrong());
        assertTrue(reading("other.cfg", "size = many").wrong().get(0)
                .startsWith("/conf/other.cfg: other: size = 'many'"), "by the description alone");
    }

    @Test
    @DisplayName("a key that is not known is refused with the one that was meant")
    void unknownKey() {
        for (String pid : List.of("imc.rooms", "other")) {
            assertEquals(List.of("/conf/" + pid + ".cfg: " + pid + ": the key 'db_ulr' is not known and has no effect; "
                    + "the keys are [db_url, size]; is 'db_url' meant?"), reading(pid + ".cfg", "db_ulr = x").wrong());
        }
    }

    @Test
    @DisplayName("what is allowed and most likely not meant is told with the file, and keeps nobody from starting")
    void advice() {
        Reading reading = reading("imc.rooms.cfg", "size = 0");
        assertEquals(List.of(), reading.wrong());
        assertEquals(List.of("/conf/imc.rooms.cfg: imc.rooms: size = '0': nothing fits in; right would be 4"),
                reading.doubtful());
        assertEquals(List.of(), reading("imc.rooms.cfg", "size = 21", "other.cfg", "size = 0").doubtful());
    }

    @Test
    @DisplayName("what does not fit another configuration is told, also where that has no file, or a refused value")
    void together() {
        assertEquals(List.of("/conf/many~one.cfg: many: size = '6' does not fit 5"),
                reading("imc.rooms.cfg", "size = 5", "many~one.cfg", "size = 6", "many~two.cfg", "size = 5")
                        .doubtfulTogether(PIDS));
        List<String> withDefault = List.of("/conf/many~one.cfg: many: size = '6' does not fit 4");
        assertEquals(withDefault, reading("many~one.cfg", "size = 6").doubtfulTogether(PIDS));
        assertEquals(withDefault, reading("imc.rooms.cfg", "size = 21", "many~one.cfg", "size = 6")
                .doubtfulTogether(PIDS));
        assertEquals(List.of(), reading("imc.rooms.cfg", "size", "many~one.cfg", "size = 6")
                .doubtfulTogether(PIDS), "nothing is known of what cannot be read");
    }

    @Test
    @DisplayName("what is refused leaves the value before it, everything else comes into force")
    void live() {
        Reading.Configured before = reading("imc.rooms.cfg", "size = 5").configurations().get("imc.rooms");
        Reading.Configured now = reading("imc.rooms.cfg", "size = 21\ndb_url = x\nshape = round")
                .configurations().get("imc.rooms");
        InForce next = InForce.of(now, Optional.of(InForce.of(before, Optional.empty())));
        assertEquals(Map.of("size", "5", "db_url", "x"), next.values());
        assertEquals("; '5' stays in force", next.stays(now.refusals().stream()
                .filter(refusal -> refusal.keys().contains("size")).findFirst().orElseThrow()));
    }

    @Test
    @DisplayName("the log tells what differs from the default, and of a secret only that it is set")
    void story() {
        InForce inForce = InForce.of(reading("imc.rooms.cfg", "size = 5\ndb_url = postgres://imc:s3cret@h/imc")
                .configurations().get("imc.rooms"), Optional.empty());
        assertEquals("imc.rooms is from /conf/imc.rooms.cfg; other than the default are size = '5', db_url is set",
                inForce.story(CONF, "imc.rooms"));
        assertFalse(inForce.rows("imc.rooms").toString().contains("s3cret"));
        assertEquals("imc.rooms: there is no /conf/imc.rooms.cfg; every key is at its default",
                InForce.of(reading().configurations().get("imc.rooms"), Optional.empty()).story(CONF, "imc.rooms"));
    }
}
