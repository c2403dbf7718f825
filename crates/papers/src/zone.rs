//! The name of a place's time: the three zones of Indonesia by their names,
//! every other by its offset.

/// WIB, WITA or WIT; elsewhere the offset from UTC.
pub fn zone_name(tz_offset_min: i16) -> String {
    match tz_offset_min {
        420 => "WIB".to_owned(),
        480 => "WITA".to_owned(),
        540 => "WIT".to_owned(),
        offset => {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.unsigned_abs();
            format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::zone_name;

    #[test]
    fn indonesian_zones_have_names() {
        for (offset, name) in [
            (420, "WIB"),
            (480, "WITA"),
            (540, "WIT"),
            (0, "UTC+00:00"),
            (-210, "UTC-03:30"),
        ] {
            assert_eq!(zone_name(offset), name);
        }
    }
}
