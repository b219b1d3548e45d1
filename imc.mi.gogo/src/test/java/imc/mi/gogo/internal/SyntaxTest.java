package imc.mi.gogo.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.mi.MiCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How service properties become a command. */
class SyntaxTest {

    @ParameterizedTest
    @CsvSource({"imc_list_rooms, listRooms, list_rooms", "ul_dump, ulDump, ul_dump", "IMC_x__y_, imcXY, IMC_x__y_"})
    void theNameInCamelCaseAndTheNameOfTheManagementInterfaceAreBothUnderstood(String name, String one, String other) {
        assertEquals(Set.of(one, other), Set.of(Syntax.of(Map.of(MiCommand.NAME, name)).functions()));
    }

    @Test
    void oneWordIsOneName() {
        assertArrayEquals(new String[] {"version"}, Syntax.of(Map.of(MiCommand.NAME, "imc_version")).functions());
    }

    @Test
    void aSingleParameterNeedNoArray() {
        Syntax syntax = Syntax.of(Map.of(MiCommand.NAME, "x", MiCommand.PARAMETERS, "room"));
        assertEquals(List.of(new Syntax.Parameter("room", false)), syntax.parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list rooms", "9", "imc_", "_"})
    void aNameThatCannotBeTypedIsRefusedByName(String name) {
        assertEquals("its service property imc.mi.name is '" + name
                + "', a word of letters, digits and underscores is expected",
                assertThrows(IllegalArgumentException.class, () -> Syntax.of(Map.of(MiCommand.NAME, name)))
                        .getMessage());
    }
}
