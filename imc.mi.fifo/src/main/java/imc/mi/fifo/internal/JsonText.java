package imc.mi.fifo.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
                members(parser, members);
            } else if (parser.currentToken() == null) {
                throw new JsonParseException(parser, "there is nothing");
            } else {
                value(parser);
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is something behind it");
            }
            return isObject;
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser parser, Map<String, @Nullable Object> into)
            throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            into.put(name, value(parser));
        }
        return into;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, new LinkedHashMap<>());
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(parser, "a value is missing");
        };
    }

    private static List<@Nullable Object> elements(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }
}
