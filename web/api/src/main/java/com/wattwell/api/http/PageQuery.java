package com.wattwell.api.http;

import com.wattwell.platform.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/** Which page of a list is wanted. The numbers are read here, since JAX-RS itself takes a wrong one for an unknown address. */
public class PageQuery {

    @QueryParam("page")
    @DefaultValue("1")
    private String page;
    @QueryParam("size")
    @DefaultValue("50")
    private String size;

    /** @throws com.wattwell.platform.RefusedException naming {@code page} or {@code size} */
    public Page.Request request() {
        return new Page.Request(Parameters.whole("page", page), Parameters.whole("size", size));
    }
}
