package imc.mi.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** JSON (RFC 8259) to trees of maps, lists, texts, numbers and booleans, and back. */
final class JsonText {

    static final int DEPTH = 32;
    private static final int NUMBER_LENGTH = 64;
    private static final int WHY_LENGTH = 200;

    /** Names are not kept: strangers' names would fill the table. */
    private static final JsonFactory FORMAT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
                    .maxNumberLength(NUMBER_LENGTH).build())
            .build();

    /** For one text: it remembers the classes that it has written, which may be those of a bundle that goes. */
    private static JSON trees() {
        return JSON.builder(FORMAT).register(new Numbers())
                .enable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS, JSON.Feature.WRITE_NULL_PROPERTIES)
                // what is no tree is written as its text
                .disable(JSON.Feature.HANDLE_JAVA_BEANS, JSON.Feature.FLUSH_AFTER_WRITE_VALUE).build();
    }

    /** Reads one value, behind which there is nothing. A key that stands twice is refused: which of them was meant? */
    @Nullable Object read(byte[] text) throws RpcError {
        try (JsonParser parser = FORMAT.createParser(UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString())) {
            if (parser.nextToken() == null) {
                throw RpcError.parseError("there is no JSON text");
            }
            Object tree = trees().anyFrom(parser);
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

    /** Writes UTF-8, by and by. Closing it closes neither what is open in it nor the stream. */
    JsonGenerator writer(OutputStream out) throws IOException {
        return FORMAT.createGenerator(out);
    }

    /** Writes a tree while it is read: a long list makes its elements as they are asked for. */
    static void write(JsonGenerator out, @Nullable Object tree) throws IOException {
        trees().write(tree, out);
    }
}
