package com.wattwell.callback;

import com.wattwell.message.MessageReports;
import com.wattwell.message.Supplier;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where suppliers of text messages push their delivery reports: {@code POST /callback/message/aliyun/3/TOKEN}. They sign nothing, so a report only lets us ask. */
@WebServlet("/message/*")
public class MessageReportServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern PATH = Pattern.compile("/(aliyun|tencent)/([1-9][0-9]{0,8})/([0-9a-f]{32})");
    private static final int MOST_BYTES = 64_000;

    @Inject
    private transient MessageReports reports;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(request.getPathInfo() == null ? "" : request.getPathInfo());
        if (!path.matches()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        Supplier supplier = Supplier.valueOf(path.group(1).toUpperCase(Locale.ROOT));
        boolean understood = body.length <= MOST_BYTES
                && reports.take(supplier, Integer.parseInt(path.group(2)), path.group(3), new String(body, StandardCharsets.UTF_8));
        response.setStatus(understood ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write((supplier == Supplier.ALIYUN ? "{\"code\":" + (understood ? 0 : 1) + ",\"msg\":\"\"}" : "{\"result\":" + (understood ? 0 : 1) + ",\"errmsg\":\"\"}")
                .getBytes(StandardCharsets.UTF_8));
    }
}
