package imc.run.house;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import imc.api.command.ImcCommandProperties;
import imc.run.docs.Pages;
import imc.run.docs.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** All that bundles say to people is there in each language, and says the same. */
class TextsTest {

    /** Those that are complete. */
    private static final List<String> LANGUAGES = List.of("de", "fr");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d\\}");

    @Test
    void eachLanguageHasAllTexts() throws IOException {
        List<Path> files = TextFiles.english();
        assertFalse(files.isEmpty());
        assertAll(files.stream().flatMap(english -> LANGUAGES.stream().map(language -> (Executable) () -> {
            SortedMap<String, String> texts = TextFiles.read(english);
            SortedMap<String, String> others = TextFiles.read(
                    english.resolveSibling("texts_" + language + ".properties"));
            String file = Pages.ROOT.relativize(english) + " in " + language;
            Set<String> keys = new TreeSet<>(texts.keySet());
            keys.addAll(ofCommands(english));
            assertEquals(keys, others.keySet(), file);
            for (String key : texts.keySet()) {
                assertEquals(placeholders(texts.get(key)), placeholders(others.get(key)), file + ": " + key);
                assertFalse(others.get(key).isBlank(), file + ": " + key);
            }
        })));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a bundle's commands say of themselves in English is a property of the service, and stands in no file. */
    private static Set<String> ofCommands(Path english) {
        Path module = Pages.ROOT.resolve(Pages.ROOT.relativize(english).getName(0));
        Set<String> keys = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPath(module.resolve("target/classes"))) {
            type.tryGetAnnotationOfType(ImcCommandProperties.class).ifPresent(command -> {
                keys.add("help." + command.name());
                if (command.details().length > 0) {
                    keys.add("details." + command.name());
                }
            });
        }
        return keys;
    }
}
