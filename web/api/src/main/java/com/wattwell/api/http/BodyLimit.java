package com.wattwell.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Reads the body once, up to its limit, and keeps its bytes beside the request, where {@link Once} compares them. A
 * request without a body is taken as one with an empty object, whatever it says its type is.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {

    public static final int MAX_BYTES = 64 * 1024;

    /** Request attribute with the bytes of the body. */
    static final String BODY = BodyLimit.class.getName() + ".body";

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        byte[] body = request.getEntityStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new ProblemException(Problem.of(Problem.TOO_LARGE, "A body has at most " + MAX_BYTES + " bytes."));
        }
        if (!request.getMethod().equals("GET") && "cross-site".equals(request.getHeaderString("Sec-Fetch-Site"))) {
            throw new ProblemException(Problem.of(403, "A page of another site may not send this."));
        }
        if (body.length == 0 && request.getHeaderString(HttpHeaders.CONTENT_TYPE) == null) {
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
        checkMediaTypes(request);
        request.setProperty(BODY, body);
        request.setEntityStream(new ByteArrayInputStream(body));
    }

    /** Left to the matching of addresses, a malformed media type would count as an error of ours. */
    private static void checkMediaTypes(ContainerRequestContext request) {
        try {
            request.getMediaType();
            for (MediaType accepted : request.getAcceptableMediaTypes()) {
                Double.parseDouble(accepted.getParameters().getOrDefault("q", "1"));
            }
        } catch (RuntimeException e) {
            throw new ProblemException(Problem.of(Problem.INVALID, "Content-Type or Accept holds no media type such as application/json."));
        }
    }
}
