package imc.mi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import imc.api.mi.MiException.Kind;
import imc.api.mi.MiSignature;
import imc.api.statistics.Statistic;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transport may rely on. */
class DispatcherTest {

    private final Outcomes outcomes = new Outcomes();
    private final Dispatcher dispatcher = new Dispatcher(outcomes);
    private int registered;

    /** Answers with what it was given. */
    private Reference install(String name, String... parameters) {
        return install(0, Map.of(MiCommand.NAME, name, MiCommand.PARAMETERS, parameters), values -> values);
    }

    private Reference install(int ranking, Map<String, Object> properties, MiCommand command) {
        Reference reference = new Reference(++registered, ranking);
        dispatcher.addCommand(reference, command, properties);
        return reference;
    }

    private MiException refusal(String name, Map<String, ?> values) {
        return assertThrows(MiException.class, () -> dispatcher.run(name, values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"imc_list_rooms", "imc.list_rooms", "imc:list_rooms", "imc.list.rooms", "imc:listRooms",
        "listRooms", "list_rooms", "rooms", "core.rooms"})
    void everySpellingOfANameIsTheSameCommand(String name) throws Exception {
        install(0, Map.of(MiCommand.NAME, "imc_list_rooms", MiCommand.ALIASES, new String[] {"rooms", "core_rooms"}),
                values -> "here");
        assertEquals("here", dispatcher.run(name, Map.of()));
        assertEquals("imc_list_rooms", dispatcher.command(name).map(MiSignature::name).orElseThrow());
    }

    @Test
    void aCommandThatIsNotThereIsRefusedAsItIsByKamailio() {
        MiException refusal = refusal("imc_lst", Map.of());
        assertEquals(Kind.UNKNOWN_COMMAND, refusal.kind());
        assertEquals("500 command 'imc_lst' not available", refusal.code() + " " + refusal.getMessage());
    }

    @Test
    void theHigherRankingIsMeantUntilItGoes() throws Exception {
        install(0, Map.of(MiCommand.NAME, "x"), values -> "first");
        install(5, Map.of(MiCommand.NAME, "x"), values -> "higher");
        MiCommand third = values -> "third";
        install(7, Map.of(MiCommand.NAME, "y", MiCommand.ALIASES, "x"), third);
        assertEquals("higher", dispatcher.run("x", List.of()));
        assertEquals(List.of("x", "y"), dispatcher.commands().stream().map(MiSignature::name).toList());
        dispatcher.removeCommand(third);
        assertFalse(dispatcher.command("y").isPresent());
    }

    @Test
    void aCommandMayGetAnotherName() throws Exception {
        MiCommand command = values -> "here";
        Reference reference = install(0, Map.of(MiCommand.NAME, "x"), command);
        dispatcher.updatedCommand(reference, command, Map.of(MiCommand.NAME, "z"));
        assertEquals("here", dispatcher.run("z", List.of()));
        assertFalse(dispatcher.command("x").isPresent());
    }

    @Test
    void valuesAreOfTheTypesThatTheCommandDeclares() throws Exception {
        install("x", "text", "[count:integer] How many", "[all:boolean]", "[names:list]");
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("names", List.of("a", 2));
        given.put("all", "yes");
        given.put("count", "12");
        given.put("text", 7);
        assertEquals("{text=7, count=12, all=true, names=[a, 2]}", dispatcher.run("x", given).toString());
        assertEquals(Map.of("text", "a", "count", 5L, "all", false, "names", List.of("b", "c")),
                dispatcher.run("x", List.of("a", new BigDecimal("5.0"), 0, "b", "c")));
        assertEquals(Map.of("text", "a"), dispatcher.run("x", Collections.singletonMap("text", "a")));
        assertEquals(Map.of("text", "a"), dispatcher.run("x", Arrays.asList("a", null, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "count | 1.5   | x: the parameter 'count' is '1.5'; a whole number is expected. Usage: x <text>"
                + " [<count>] [<all>]",
        "count | 1e999999999 | x: the parameter 'count' is '1e999999999'; a whole number is expected. Usage: x <text>"
                + " [<count>] [<all>]",
        "count | 99999999999999999999 | x: the parameter 'count' is '99999999999999999999'; a whole number is expected."
                + " Usage: x <text> [<count>] [<all>]",
        "all   | maybe | x: the parameter 'all' is 'maybe'; true or false is expected. Usage: x <text> [<count>]"
                + " [<all>]",
        "txt   | a     | x: there is no parameter 'txt'; there are 'text', 'count', 'all'. Usage: x <text>"
                + " [<count>] [<all>]",
        "text  | ''    | x: the parameter 'text' is empty. Usage: x <text> [<count>] [<all>]"})
    void aWrongValueIsNamedWithWhatIsAllowed(String name, String value, String refusal) {
        install("x", "text The text", "[count:integer]", "[all:boolean]");
        Map<String, Object> values = new LinkedHashMap<>(Map.of("text", "a"));
        values.put(name, value);
        MiException refused = refusal("x", values);
        assertEquals(refusal, refused.getMessage());
        assertEquals(Kind.WRONG_PARAMETERS, refused.kind());
        assertEquals(400, refused.code());
    }

    @Test
    void whatIsMissingOrTooMuchOrAMapIsNamed() {
        install("x", "text The text");
        assertEquals("x: the parameter 'text' is missing (The text). Usage: x <text>",
                refusal("x", Map.of()).getMessage());
        assertEquals("x: there is no parameter for 'b'. Usage: x <text>",
                assertThrows(MiException.class, () -> dispatcher.run("x", List.of("a", "b"))).getMessage());
        assertEquals("x: the parameter 'text' is a map; a text is expected. Usage: x <text>",
                refusal("x", Map.of("text", Map.of())).getMessage());
        assertEquals(83 + "x: there is no parameter ''; there is 'text'. Usage: x <text>".length(),
                refusal("x", Map.of("y".repeat(10_000), "")).getMessage().length());
    }

    @Test
    void whateverACommandThrowsIsAFailureAndCounted() {
        install(0, Map.of(MiCommand.NAME, "x"), values -> {
            throw new StackOverflowError();
        });
        install(0, Map.of(MiCommand.NAME, "y"), values -> {
            throw MiException.notFound("no such room");
        });
        assertEquals("500 x failed: java.lang.StackOverflowError",
                refusal("x", Map.of()).code() + " " + refusal("x", Map.of()).getMessage());
        assertEquals(404, refusal("y", Map.of()).code());
        refusal("no" + registered, Map.of());
        refusal("none", Map.of());
        assertEquals(Map.of("{code=500, command=x}", 2L, "{code=404, command=y}", 1L,
                "{code=500, command=unknown}", 2L),
                outcomes.statistics().stream().collect(Collectors.toMap(
                        statistic -> new java.util.TreeMap<>(statistic.labels()).toString(), Statistic::value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | a | the service property imc.mi.name is ''; words of letters and digits, joined by underscores, a letter"
                + " first, are allowed",
        "x  | [a | '[a' is no parameter: 'name', 'name:type', '[name:type]', each with a description behind a blank,"
                + " are allowed",
        "x  | a:int | 'a:int' has the type 'int'; string, integer, boolean and list are allowed"})
    void propertiesThatAreWrongAreNamed(String name, String parameter, String refusal) {
        assertEquals(refusal, assertThrows(IllegalArgumentException.class,
                () -> MiSignature.of(Map.of(MiCommand.NAME, name, MiCommand.PARAMETERS, parameter))).getMessage());
    }
}
