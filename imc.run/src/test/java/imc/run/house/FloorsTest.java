package imc.run.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import imc.api.Answer;
import imc.api.ImcManager;
import imc.api.Member;
import imc.api.Message;
import imc.api.Properties;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.transport.Broadcast;
import imc.api.transport.RoomAddresses;
import imc.api.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.bundle.Export;

/** Who may know whom: a bundle knows the contracts and none of its neighbours. */
class FloorsTest {

    /** Tools, which are no bundles of the server, and may know what they measure. */
    private static final List<String> TOOLS = List.of("imc.bench", "imc.run");

    private static List<Path> bundles;
    private static JavaClasses classes;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            bundles = modules.filter(module -> module.getFileName().toString().startsWith("imc."))
                    .filter(module -> !TOOLS.contains(module.getFileName().toString()))
                    .filter(module -> Files.isDirectory(module.resolve("target/classes"))).sorted().toList();
        }
        assertTrue(bundles.size() >= 12, () -> "Not all is built: " + bundles);
        classes = new ClassFileImporter().importPaths(bundles.stream()
                .map(module -> module.resolve("target/classes")).toList());
    }

    @Test
    void theContractsKnowOnlyJavaAndOsgi() {
        noClasses().that().resideInAPackage("imc.api..").should().dependOnClassesThat(not(resideInAnyPackage(
                "imc.api..", "java..", "org.osgi..", "org.jspecify.annotations"))).check(classes);
    }

    @Test
    void noBundleKnowsAnothersPackages() {
        for (Path bundle : bundles) {
            String name = bundle.getFileName().toString();
            DescribedPredicate<JavaClass> others = resideInAPackage("imc..").and(not(resideInAPackage("imc.api..")))
                    .and(DescribedPredicate.describe("live in another bundle", type -> !livesIn(bundle, type)));
            noClasses().that(DescribedPredicate.describe("live in " + name, type -> livesIn(bundle, type)))
                    .should().dependOnClassesThat(others).allowEmptyShould(true).check(classes);
        }
    }

    @Test
    void sipKnowsNoRooms() {
        noClasses().that().resideInAPackage("imc.sip..").should().dependOnClassesThat(resideInAnyPackage(
                "imc.api.room..", "imc.api.command..", "imc.api.store..").or(belongToAnyOf(ImcManager.class, Room.class,
                        Member.class, Role.class, Properties.class, RoomAddresses.class, Transport.class,
                        Broadcast.class))).check(classes);
    }

    /** What a MESSAGE says, and how it is answered, is for those two to know: who reads it, and who answers it. */
    @Test
    void sipKnowsMessagesWhereTheyAreReadAndAnswered() {
        noClasses().that().resideInAPackage("imc.sip..")
                .and().resideOutsideOfPackages("imc.sip.internal.message", "imc.sip.internal.server")
                .should().dependOnClassesThat(belongToAnyOf(Message.class, Answer.class, ReturnCode.class))
                .check(classes);
    }

    @Test
    void nobodyButTheDialogStackAndItsApplicationsKnowsJainSip() {
        noClasses().that(not(resideInAPackage("imc.sip.jain..")))
                .should().dependOnClassesThat(resideInAPackage("gov.nist..")).check(classes);
        noClasses().that(not(resideInAnyPackage("imc.sip.jain..", "imc.conference..")))
                .should().dependOnClassesThat(resideInAPackage("javax.sip..")).check(classes);
    }

    @Test
    void packagesAreNamedAfterTheirBundle() {
        for (Path bundle : bundles) {
            String name = bundle.getFileName().toString();
            classes().that(DescribedPredicate.describe("live in " + name, type -> livesIn(bundle, type)))
                    .should().resideInAPackage(packageOf(name) + "..").allowEmptyShould(true).check(classes);
        }
    }

    /** A word of Java is no name of a package, but with a line behind it (JLS §6.1). */
    private static String packageOf(String bundle) {
        return Stream.of(bundle.split("\\.")).map(word -> SourceVersion.isKeyword(word) ? word + "_" : word)
                .collect(Collectors.joining("."));
    }

    /** What may be null there is a promise to others, and NullAway holds the code against it. */
    @Test
    void exportedPackagesSayWhatMayBeNull() {
        classes().that().haveSimpleName("package-info").and().areAnnotatedWith(Export.class)
                .should().beAnnotatedWith(NullMarked.class).check(classes);
    }

    private static boolean livesIn(Path bundle, JavaClass type) {
        return type.getBaseComponentType().getSource().map(source -> source.getUri().getPath()
                .contains("/" + bundle.getFileName() + "/target/classes/")).orElse(false);
    }
}
