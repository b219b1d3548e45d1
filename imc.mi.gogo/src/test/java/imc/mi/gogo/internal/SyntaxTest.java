package imc.mi.gogo.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.mi.MiCommand;
import imc.api.mi.MiSignature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How service properties become a command. */
class SyntaxTest {

    private static Syntax syntax(String name, String... parameters) {
        return new Syntax(MiSignature.of(Map.of(MiCommand.NAME, name, MiCommand.PARAMETERS, parameters)));
    }

    @ParameterizedTest
    @CsvSource({"imc_list_rooms, listRooms, list_rooms", "ul_dump, ulDump, ul_dump", "IMC_x_y, imcXY, IMC_x_y",
        "imc_9, imc9, imc_9"})
    void theNameInCamelCaseAndTheNameOfTheManagementInterfaceAreBothUnderstood(String name, String one, String other) {
        assertEquals(Set.of(one, other), Set.of(syntax(name).functions()));
    }

    @Test
    void oneWordIsOneName() {
        assertArrayEquals(new String[] {"version"}, syntax("imc_version").functions());
    }

    @Test
    void whatIsLeftOfAListIsInIt() throws Exception {
        Syntax syntax = syntax("x", "first", "[rest:list]");
        assertEquals("imc:x <first> [<rest>...]", syntax.call());
        assertEquals(new Syntax.Call(Map.of("first", "a", "rest", List.of("b", 3, "c")), true),
                syntax.read(List.of("a", "b", "-j", 3, "rest=c")));
    }

    @Test
    void anOptionThatIsNoneIsNamed() {
        assertEquals("imc:x: there is no option '-k', only -h, --help, -j and --json\nUsage: imc:x",
                assertThrows(WrongUsage.class, () -> syntax("x").read(List.of("-k"))).getMessage());
    }
}
