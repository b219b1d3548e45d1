package imc.mi.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON (RFC 8259) to trees of maps, lists, texts, numbers and booleans, and back. */
final class JsonText {

    static final int DEPTH = 32;
    private static final int NUMBER_LENGTH = 64;
    private static final int WHY_LENGTH = 200;

    /** Names are not kept: strangers' names would fill the table. */
    private final JsonFactory format = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
                    .maxNumberLength(NUMBER_LENGTH).build())
            .build();

    /** Reads one value, behind which there is nothing. A key that stands twice is refused: which of them was meant? */
    @Nullable Object read(byte[] text) throws RpcError {
        try (JsonParser parser = format.createParser(UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString())) {
            if (parser.nextToken() == null) {
                throw RpcError.parseError("there is no JSON text");
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw RpcError.parseError("there is something behind the JSON text");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String why = String.valueOf(e.getOriginalMessage());
            throw RpcError.parseError(why.length() > WHY_LENGTH ? why.substring(0, WHY_LENGTH) + "…" : why);
        } catch (IOException e) {
            throw RpcError.parseError("it is not UTF-8");
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> parser.getNumberValue();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    /** Writes UTF-8, by and by. Closing it closes neither what is open in it nor the stream. */
    JsonGenerator writer(OutputStream out) throws IOException {
        return format.createGenerator(out);
    }

    /** Writes a tree while it is read: a long list makes its elements as they are asked for. */
    static void write(JsonGenerator out, @Nullable Object tree) throws IOException {
        if (tree instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.writeFieldName(String.valueOf(member.getKey()));
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else if (tree instanceof Iterable<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else {
            writeScalar(out, tree);
        }
    }

    private static void writeScalar(JsonGenerator out, @Nullable Object scalar) throws IOException {
        if (scalar == null) {
            out.writeNull();
        } else if (scalar instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (scalar instanceof Double || scalar instanceof Float) {
            out.writeNumber(((Number) scalar).doubleValue());
        } else if (scalar instanceof BigInteger whole) {
            out.writeNumber(whole);
        } else if (scalar instanceof BigDecimal fraction) {
            out.writeNumber(fraction);
        } else if (scalar instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(scalar.toString());
        }
    }
}
