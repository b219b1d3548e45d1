package imc.mi.fifo.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text: nothing behind it, no key twice, no deep nesting. */
final class JsonText {

    private static final int DEPTH = 16;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();
    private final JSON trees = new JSON(factory).with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * The members of a text that is an object.
     *
     * @param members is given them as they are read, also of a text that breaks off
     * @return whether it is an object
     * @throws IOException if it is no JSON
     */
    boolean read(String text, Map<String, @Nullable Object> members) throws IOException {
        try (JsonParser parser = factory.createParser(text)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            if (isObject) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, trees.anyFrom(parser));
                }
            } else if (parser.currentToken() == null) {
                throw new JsonParseException(parser, "there is nothing");
            } else {
                trees.anyFrom(parser);
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is something behind it");
            }
            return isObject;
        }
    }
}
