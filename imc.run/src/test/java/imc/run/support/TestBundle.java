package imc.run.support;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A bundle made in a test of the test's own classes; their annotations are read as in any bundle's build. */
public final class TestBundle {

    private final String symbolicName;
    private final byte[] content;

    private TestBundle(String symbolicName, byte[] content) {
        this.symbolicName = symbolicName;
        this.content = content;
    }

    /** @param classes all classes of the bundle, nested ones too; packages that are not among them are imported */
    public static TestBundle of(String symbolicName, Class<?>... classes) {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName(symbolicName);
            builder.setProperty("-includeresource", Arrays.stream(classes)
                    .map(type -> path(type) + "=" + root(type).resolve(path(type)))
                    .collect(Collectors.joining(",")));
            builder.setProperty("Import-Package", "*");
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (entry.endsWith(".jar") && Files.exists(Path.of(entry))) {
                    builder.addClasspath(Path.of(entry).toFile());
                }
            }
            Jar jar = builder.build();
            if (!builder.isOk()) {
                throw new IllegalStateException(builder.getErrors() + " " + builder.getWarnings());
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            jar.write(content);
            return new TestBundle(symbolicName, content.toByteArray());
        } catch (Exception e) {
            throw new IllegalStateException("The bundle " + symbolicName + " cannot be made", e);
        }
    }

    /** For {@link org.osgi.framework.BundleContext#installBundle(String, InputStream)}. */
    public InputStream content() {
        return new ByteArrayInputStream(content);
    }

    /** Writes the jar into a directory. */
    public Path write(Path directory) {
        try {
            return Files.write(directory.resolve(symbolicName + ".jar"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static Path root(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(source.getLocation().getPath());
    }
}
